import type { Diagnostic } from '../../core/diagnostic.ts'
import type { Verb } from '../verb.ts'

export type DiagnosticsParams = { readonly limit: number }

export const diagnostics: Verb<'diagnostics', DiagnosticsParams, { readonly diagnostics: readonly Diagnostic[] }> = {
  name: 'diagnostics',
  summary: 'answer what a person should know, the newest at the end',
  effect: 'read',
}
