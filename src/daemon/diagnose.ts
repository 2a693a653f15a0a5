import type { Diagnostic } from '../core/diagnostic.ts'
import type { Parts } from './parts.ts'

/** Records something that a person should know. */
export function diagnose({ journal, picture, world }: Parts, what: Omit<Diagnostic, 'id' | 'timeMs'>): void {
  // It is numbered as its event will be.
  journal.settle()
  const diagnostic: Diagnostic = { ...what, id: picture.revision + 1, timeMs: world.now() }
  const worker = what.worker ? { worker: what.worker } : {}
  journal.record({ kind: 'diagnostic', data: { diagnostic }, ...worker, actor: 'supervisor', message: what.message })
}
