import { Fault, type FaultCode } from '../core/fault.ts'

/** Exit codes of cli.md: 2 wrong usage or configuration, 3 no such thing, 4 refused in this state, 5 no daemon. */
const exitCodes: Partial<Record<FaultCode, number>> = {
  usage: 2,
  'config-invalid': 2,
  'not-found': 3,
  'already-running': 4,
  'not-running': 4,
  'name-taken': 4,
  ended: 4,
  'input-closed': 4,
  'input-full': 4,
  refused: 4,
  'runtime-stopped': 4,
  'store-in-use': 4,
  'store-corrupt': 4,
  'store-missing': 4,
  'store-newer': 4,
  unreachable: 5,
  version: 5,
}

/** What a problem says to a person, and the exit code it ends with. A bug is loud: it keeps its stack. */
export function renderProblem(problem: unknown): { readonly text: string; readonly exitCode: number } {
  if (!(problem instanceof Fault)) {
    const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    return { text: `skep: this is a bug in skep: ${text}\n`, exitCode: 1 }
  }
  if (problem.code === 'config-invalid') return { text: `${problem.message}\n`, exitCode: 2 }
  const hint = problem.hint ? `\n  ${problem.hint}` : ''
  return { text: `skep: ${problem.message}${hint}\n`, exitCode: exitCodes[problem.code] ?? 1 }
}

/** A problem as programs read it. */
export function toProblemDocument(problem: unknown): Readonly<Record<string, unknown>> {
  if (!(problem instanceof Fault)) return { error: { code: 'internal', message: String(problem) } }
  const { code, message, hint, data } = problem
  return { error: { code, message, hint, ...data } }
}
