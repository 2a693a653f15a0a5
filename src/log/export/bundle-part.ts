import type { Chunk } from '../../core/output.ts'
import type { Gap } from '../page.ts'
import type { BundleHeader } from './bundle.ts'

/** What stands in a bundle behind its first line; entries and events are not looked into by who reads the container. */
export type BundleBody =
  | { readonly kind: 'entry'; readonly entry: unknown }
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'gap'; readonly gap: Gap }

/** What comes out of a bundle, in its order. */
export type BundlePart = { readonly kind: 'header'; readonly header: BundleHeader } | BundleBody
