import type { Size } from '../../core/output.ts'
import type { Verb } from '../verb.ts'

export type ResizeParams = { readonly token: string; readonly size: Size }

export const resize: Verb<'resize', ResizeParams, Record<string, never>> = {
  name: 'resize',
  summary: 'say how large the viewer at a channel is now',
  effect: 'change',
}
