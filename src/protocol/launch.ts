import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { Fault } from '../core/fault.ts'
import { readReady } from './ready.ts'

/** A program of ours that is to outlive us. */
export type LaunchOrder = {
  /** The program and its arguments. */
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | undefined>>
  /** The file that takes what it has to say. */
  readonly log: string
  /** What it is called in a sentence. */
  readonly what: string
  /** How long it may take until it is there, in ms. */
  readonly withinMs: number
}

/** Variables by which the things of a run are known: what outlives the run must not carry them. */
const runsOwn = ['SKEP_RUN_ID', 'SKEP_WORKER', 'SKEP_SOCKET', 'SKEP_SESSION', 'SKEP_ACTOR']

/** Starts a program in a session of its own, in no folder that could be in the way; resolves when it is there. */
export async function launchToStay({ argv, env, log, what, withinMs }: LaunchOrder): Promise<void> {
  const [file, ...args] = argv
  const output = openSync(log, 'a', 0o600)
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !runsOwn.includes(name)))
  // Started from inside a run it is a descendant of that, and is not to end with it.
  own['SKEP_OUTSIDE'] = '1'
  const child = spawn(file, args, { cwd: '/', env: own, detached: true, stdio: ['ignore', output, output, 'pipe'] })
  closeSync(output)
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  child.unref()
  // The fourth of its descriptors is the pipe that was asked for.
  const ready = child.stdio[3] as Readable
  const lateness = Promise.withResolvers<never>()
  const timer = setTimeout(() => lateness.reject(lateFault(child.pid, { log, what, withinMs })), withinMs)
  try {
    await Promise.race([readReady(ready, what), failed, lateness.promise])
  } finally {
    clearTimeout(timer)
    ready.destroy()
  }
}

type Late = Pick<LaunchOrder, 'log' | 'what' | 'withinMs'>

function lateFault(pid: number | undefined, { log, what, withinMs }: Late): Fault {
  const message = `${what} (process ${pid}) was started and was not there within ${withinMs / 1_000} s`
  const hint = `if it stands still wake it with \`kill -CONT ${pid}\`, or end it with \`kill -9 ${pid}\` and try again; its log may say more: ${log}`
  return new Fault({ code: 'unreachable', message, hint, data: { standsStill: true, pid } })
}
