import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunId } from '../../src/core/id.ts'
import type { SpawnOrder } from '../../src/core/keeper.ts'
import type { Exit } from '../../src/core/outcome.ts'
import type { Stream } from '../../src/core/output.ts'
import { type Child, type ChildListener, launch } from '../../src/process/launch.ts'
import { readStat } from '../../src/process/stat.ts'
import { until } from '../until.ts'

const programs = join(import.meta.dirname, '..', 'programs')

/** The command that runs one of test/programs. */
export function program(name: string, ...args: string[]): SpawnOrder['argv'] {
  const file = join(programs, name)
  return name.endsWith('.pl') ? ['perl', file, ...args] : [file, ...args]
}

export const terminal = { columns: 80, rows: 24 }

let runs = 0

/** An order with everything filled in that a test does not care about. */
export function toOrder(argv: SpawnOrder['argv'], more: Partial<SpawnOrder> = {}): SpawnOrder {
  runs += 1
  const run: RunId = `run_${process.pid.toString(16)}${runs.toString(16)}`
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/tmp', TERM: 'xterm-256color', SKEP_RUN_ID: run }
  return { run, argv, cwd: '/tmp', env, terminal: undefined, stdin: 'none', streams: 'apart', ...more }
}

/** Everything that was told of a child, in order. */
export class Record implements ChildListener {
  readonly told: (Stream | 'exited' | 'drained')[] = []
  readonly chunks: { readonly stream: Stream; readonly bytes: Uint8Array }[] = []
  exit: Exit | undefined
  drainTookMs: number | undefined
  #exitMs = 0

  output(stream: Stream, bytes: Uint8Array): void {
    this.told.push(stream)
    this.chunks.push({ stream, bytes })
  }

  exited(exit: Exit): void {
    this.told.push('exited')
    this.exit = exit
    this.#exitMs = performance.now()
  }

  drained(): void {
    this.told.push('drained')
    this.drainTookMs = performance.now() - this.#exitMs
  }

  text(stream?: Stream): string {
    const chunks = this.chunks.filter(chunk => stream === undefined || chunk.stream === stream)
    return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()
  }
}

export type Started = {
  readonly order: SpawnOrder
  readonly child: Child
  readonly pid: number
  readonly record: Record
}

/** Launches a program; everything that belongs to it is killed when the test has ended. */
export async function start(argv: SpawnOrder['argv'], more: Partial<SpawnOrder> = {}): Promise<Started> {
  const order = toOrder(argv, more)
  const record = new Record()
  const launched = await launch(order, record)
  if (!launched.ok) throw new Error(launched.message)
  const { child } = launched
  onTestFinished(() => {
    for (const pid of pidsOf(order.run, child.process.pid)) kill(pid)
    child.close()
  })
  return { order, child, pid: child.process.pid, record }
}

/** Waits until the child has written a text; the whole output so far comes back. */
export function untilSaid({ record }: Started, text: string | RegExp): Promise<string> {
  const isSaid = () => (typeof text === 'string' ? record.text().includes(text) : text.test(record.text()))
  return until(() => isSaid() && record.text(), { what: `${text} in the output`, show: () => record.text() })
}

export function untilDrained({ record }: Started): Promise<true> {
  return until(() => record.told.includes('drained'), { what: 'the end of the output', show: () => record.told })
}

/** The number behind a word in the output: `daemon 123`. */
export async function untilPid(started: Started, word: string): Promise<number> {
  const pattern = new RegExp(`^${word} (\\d+)\\s`, 'm')
  return Number(pattern.exec(await untilSaid(started, pattern))?.[1])
}

export function isAlive(pid: number): boolean {
  const row = readStat(pid)
  return row !== undefined && row.state !== 'Z'
}

/** What a process has open, by number. */
export function openFiles(pid: number): ReadonlyMap<number, string> {
  const folder = `/proc/${pid}/fd`
  return new Map(readdirSync(folder).map(name => [Number(name), readlinkSync(`${folder}/${name}`)]))
}

function pidsOf(run: RunId, root: number): readonly number[] {
  const pids = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
  return pids.filter(pid => pid !== process.pid && (readStat(pid)?.session === root || readMark(pid) === run))
}

function readMark(pid: number): string | undefined {
  try {
    return /(?:^|\0)SKEP_RUN_ID=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'latin1'))?.[1]
  } catch {
    return undefined
  }
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
