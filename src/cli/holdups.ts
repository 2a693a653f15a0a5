import type { Client } from '../client/client.ts'
import { toVisible } from '../config/text/cells.ts'
import { formatDuration } from '../core/duration.ts'
import type { RunId } from '../core/id.ts'
import type { WorkerRecord } from '../core/record.ts'
import type { Doors } from './doors.ts'

/** A worker whose stop is not over, and the processes that hold it up. */
export type Holdup = {
  readonly worker: string
  readonly run: RunId | undefined
  readonly processes: ReadonlyArray<{ readonly pid: number; readonly command: string }>
}

/** Longer than this nobody waits without asking for what. */
const patienceMs = 1_000

/** Who still lives of the workers that are being stopped. */
export function findHoldups(client: Client, workers: readonly WorkerRecord[]): Promise<readonly Holdup[]> {
  return Promise.all(workers.map(worker => findHoldup(client, worker)))
}

async function findHoldup(client: Client, { spec, run }: WorkerRecord): Promise<Holdup> {
  // What has ended while we look holds nothing up.
  const tree = run && (await client.ask('tree', { run }).catch(() => undefined))
  const processes = (tree?.processes ?? []).map(({ pid, command }) => ({ pid, command }))
  return { worker: spec.name, run, processes }
}

export type Announcement = {
  readonly pending: () => readonly WorkerRecord[]
  /** How long they may take by themselves. */
  readonly graceMs: number
}

/** Says at a terminal what is waited for when that takes long; the function that comes back ends it. */
export function announceHoldups(client: Client, { pending, graceMs }: Announcement, { stderr }: Doors): () => void {
  if (!stderr.isTTY) return () => undefined
  const timer = setTimeout(async () => {
    const holdups = await findHoldups(client, pending())
    const still = new Set(pending().map(({ spec }) => spec.name))
    const living = holdups.filter(({ worker, processes }) => still.has(worker) && processes.length > 0)
    const lines = living.map(one => `waiting for ${renderHoldup(one)}`)
    if (lines.length > 0) stderr.write(`${lines.join('\n')}\n${graceWords(graceMs)}`)
  }, patienceMs)
  return () => clearTimeout(timer)
}

function graceWords(graceMs: number): string {
  return graceMs > 0 ? `  what still lives after ${formatDuration(graceMs)} is killed\n` : ''
}

/** The worker and who of it still lives, on one line. */
export function renderHoldup({ worker, processes }: Holdup): string {
  const named = processes.slice(0, mostNamed).map(({ pid, command }) => `${pid} ${toVisible(command)}`)
  const more = processes.length > mostNamed ? [`and ${processes.length - mostNamed} more`] : []
  return [worker, [...named, ...more].join(', ')].filter(text => text !== '').join(': ')
}

/** More fit on no line. */
const mostNamed = 8
