import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The right to start a daemon, so that of many clients only one goes to the trouble. */
export type StartLock = AsyncDisposable & {
  /** Whether somebody else had it first. */
  readonly hasWaited: boolean
}

/** Longer than a start takes on the busiest machine: whoever holds it then has been stopped on the way. */
const staleMs = 15_000
const beatMs = 20

/**
 * Waits for the right to start the daemon of a project. It spares work and decides nothing: that there is one daemon is
 * seen to by the project's lock, which a daemon holds.
 */
export async function holdStartLock({ home }: { readonly home: string }, signal: AbortSignal): Promise<StartLock> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const file = join(home, 'start.lock')
  let hasWaited = false
  while (!take(file)) {
    hasWaited = true
    if (isStale(file)) rmSync(file, { force: true })
    else await pause(beatMs, undefined, { signal })
  }
  return {
    hasWaited,
    async [Symbol.asyncDispose]() {
      rmSync(file, { force: true })
    },
  }
}

function take(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    tellPid(descriptor)
    closeSync(descriptor)
    return true
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EEXIST') return false
    throw problem
  }
}

// On a full disk the lock is held all the same, only nobody can tell by whom.
function tellPid(descriptor: number): void {
  try {
    writeSync(descriptor, String(process.pid))
  } catch {}
}

function isStale(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Math.abs(Date.now() - statSync(file).mtimeMs) > staleMs || (pid > 0 && !isAlive(pid))
  } catch {
    // It was let go of just now.
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (problem) {
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM'
  }
}
