import { type Context, createContext, Script } from 'node:vm'

let context: Context | undefined
let script: Script | undefined

/**
 * Does work that might never come to an end, a match of an expression from outside for one, and breaks it off at its
 * deadline: answers `over` then. Nothing else is done meanwhile. Each call costs up to half a millisecond: give it much
 * to do at once.
 */
export function within<Result>(ms: number, work: () => Result): Result | 'over' {
  // Only there is code ended from outside, whatever it is doing; what runs in it is ours and sees our own world.
  context ??= createContext({})
  script ??= new Script('work()')
  context['work'] = work
  try {
    return script.runInContext(context, { timeout: Math.max(1, Math.round(ms)) })
  } catch (problem) {
    if (isTimeout(problem)) return 'over'
    throw problem
  } finally {
    context['work'] = undefined
  }
}

function isTimeout(problem: unknown): boolean {
  const hasCode = typeof problem === 'object' && problem !== null && 'code' in problem
  return hasCode && problem.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
