import { isToNotify } from './difference.ts'
import type { WorkerSpec } from './spec.ts'

// What a terminal needs in the environment goes and comes with it.
const ofTerminal = ['TERM', 'COLORTERM']

/**
 * A worker as it is to be now, in the environment that it had: what is declared for it now lies in that. Only what was declared
 * before and is so no longer comes from the environment of who asks.
 */
export function layIn(before: WorkerSpec, now: WorkerSpec): WorkerSpec {
  const renewed = new Set([...namesNoLonger(before, now), ...(before.tty === now.tty ? [] : ofTerminal)])
  const kept = Object.entries(before.env).filter(([name]) => !renewed.has(name))
  const given = Object.entries(now.env).filter(([name]) => renewed.has(name))
  const env = Object.fromEntries([...kept, ...given, ...Object.entries(now.declaredEnv)])
  return { ...now, env, ...(before.branch !== undefined && { branch: before.branch }) }
}

function namesNoLonger(before: WorkerSpec, now: WorkerSpec): readonly string[] {
  return Object.keys(before.declaredEnv).filter(name => !Object.hasOwn(now.declaredEnv, name))
}

/** A worker as it is to be now in all that does not touch its process, which stays what that was started with. */
export function keepProcess(before: WorkerSpec, now: WorkerSpec): WorkerSpec {
  const { command, cwd, env, declaredEnv, tty, stdin, streams } = before
  const ready = isToNotify(before, now) ? before.ready : now.ready
  return { ...now, command, cwd, env, declaredEnv, tty, stdin, streams, ready }
}

/** A worker of which nobody knows on which branch its next run begins. */
export function withoutBranch({ branch: _, ...spec }: WorkerSpec): WorkerSpec {
  return spec
}
