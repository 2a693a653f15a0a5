import type { Diagnostic } from '../core/diagnostic.ts'
import { Fault } from '../core/fault.ts'

/** Something that was said to the person: what came of a verb, what was refused, what needs attention. */
export type Notice = {
  readonly id: number
  readonly timeMs: number
  readonly tone: 'good' | 'bad' | 'waiting' | 'hint'
  readonly text: string
}

export type Saying = Omit<Notice, 'id' | 'timeMs'>

/** The newest so many are kept. */
const noticesKept = 100

/** The notices with one more. */
export function addNotice(notices: readonly Notice[], saying: Saying, timeMs: number): readonly Notice[] {
  const id = (notices.at(-1)?.id ?? 0) + 1
  return [...notices, { ...saying, id, timeMs }].slice(-noticesKept)
}

/** A refusal as it is said: its code for programs, the sentence, and what to do next. */
export function toSaying(problem: unknown): Saying {
  if (!(problem instanceof Fault))
    return { tone: 'bad', text: problem instanceof Error ? problem.message : String(problem) }
  const { code, message, hint } = problem
  return { tone: 'bad', text: `${code}: ${message}${hint ? ` — ${hint}` : ''}` }
}

const tones = { info: 'hint', warning: 'waiting', error: 'bad' } as const

/** A diagnostic as it is said. */
export function diagnosticSaying({ severity, code, message }: Diagnostic): Saying {
  return { tone: tones[severity], text: `${code}: ${message}` }
}
