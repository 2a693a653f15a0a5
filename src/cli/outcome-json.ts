import type { Exit, Outcome } from '../core/outcome.ts'

type Document = Readonly<Record<string, unknown>>

/** How a run ended, as programs read it: the code or signal beside the kind, also when we ended it. */
export function toOutcomeDocument(outcome: Outcome | undefined): Document | undefined {
  if (!outcome) return undefined
  if (!('exit' in outcome)) return outcome
  const { exit, ...rest } = outcome
  return { ...rest, ...toExit(exit) }
}

function toExit(exit: Exit | undefined): Document {
  if (!exit) return {}
  return exit.kind === 'exited' ? { code: exit.code } : { signal: exit.signal }
}
