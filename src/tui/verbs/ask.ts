import type { Desk } from '../desk.ts'
import type { Question } from '../panels/question/state.ts'

/** Asks before something is done. */
export function ask(desk: Desk, question: Question): void {
  desk.change(() => ({ mode: { kind: 'asking', question } }))
}
