import type { Diagnostic } from '../../core/diagnostic.ts'
import { toIso } from '../json.ts'
import type { Document } from './document.ts'

/** Something that a person should know. */
export function toDiagnosticDocument(diagnostic: Diagnostic, name: string | undefined): Document {
  const { id, timeMs, severity, code, message, worker } = diagnostic
  return { id, time: toIso(timeMs), severity, code, message, worker: name ?? worker }
}
