import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const programs = join(import.meta.dirname, '..', 'programs')

export type Child = {
  readonly pid: number
  /** The whole lines that it has written. */
  lines(): readonly string[]
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>
  /** Ends it as `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts one of test/programs in a Node of its own; it ends with the test at the latest. */
export function startChild(name: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [join(programs, name), ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  let written = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const kill = (): Promise<void> => {
    child.kill('SIGKILL')
    return ended
  }
  onTestFinished(kill)
  return { pid: pidOf(child), ended, lines: () => written.split('\n').slice(0, -1), kill }
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('it was not started')
  return pid
}

/** A disk of so much space at this folder, for one shell command and what it starts; it is gone with them. */
export function runOnSmallDisk(folder: string, command: string): string {
  const mount = `mount -t tmpfs -o size=1m,mode=0700 tmpfs '${folder}'`
  return execFileSync('unshare', ['-rm', 'sh', '-ec', `${mount}\n${command}`], { encoding: 'utf8' })
}

/** Runs one of test/programs as a shell command. */
export function shellCommand(name: string, ...args: string[]): string {
  return [process.execPath, join(programs, name), ...args].map(word => `'${word}'`).join(' ')
}

/** Whether this machine lets us mount a disk of our own, out of everybody's sight. */
export const canMount: boolean = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
