import type { Client } from '../client/client.ts'
import { bringUp } from '../client/up.ts'
import { toVisible } from '../config/text/cells.ts'
import { describeChange, type SpecChange } from '../core/difference.ts'
import type { Picture } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import { wordOfWorker } from '../core/record.ts'
import { describeWhy } from '../core/why.ts'
import type { TakenIn } from '../protocol/acknowledged.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { renderFailure, type Standing, standingOf } from './starting.ts'
import type { UpOrder } from './up-order.ts'
import { sayPending } from './up-pending.ts'
import { openWatching } from './watching.ts'

export type UpDetachedOrder = UpOrder & { readonly timeoutMs: number; readonly json: boolean }

/** A worker that was to be started, and how far that has come. */
type Row = {
  readonly name: string
  readonly standing: Standing
  readonly worker: WorkerRecord | undefined
  readonly run: RunRecord | undefined
  /** What the file says otherwise than it runs. */
  readonly pending: readonly SpecChange[]
}

/** Starts what the file wants and waits until all have started, one has failed, or the time is over; says which. */
export async function upDetached(client: Client, order: UpDetachedOrder, doors: Doors): Promise<number> {
  const watching = await openWatching(client)
  const { picture } = watching
  const acknowledged = await bringUp(client, order.ask)
  sayPending(acknowledged, doors)
  const started = acknowledged.filter(({ name }) => order.wanted.includes(name))
  const latest = Math.max(0, ...acknowledged.map(({ eventId }) => eventId))
  const rows = (): readonly Row[] => started.map(one => toRow(one, picture))
  const isSettled = (): boolean => picture.revision >= latest && isOver(rows())
  await watching.until(isSettled, order.timeoutMs)
  watching.close()
  return say(rows(), order, doors)
}

function toRow({ name, ref, pending }: TakenIn, picture: Picture): Row {
  const worker = picture.workers.get(ref.workerId)
  const run = worker?.run ? picture.runs.get(worker.run) : undefined
  return { name, worker, run, pending, standing: worker ? standingOf(worker, picture) : 'failed' }
}

function isOver(rows: readonly Row[]): boolean {
  return rows.some(({ standing }) => standing === 'failed') || rows.every(({ standing }) => standing !== 'waiting')
}

function say(rows: readonly Row[], { json }: UpDetachedOrder, doors: Doors): number {
  const up = rows.filter(({ standing }) => standing === 'up' || standing === 'done')
  const failed = rows.filter(({ standing }) => standing === 'failed')
  const waiting = rows.filter(({ standing }) => standing === 'waiting')
  if (json)
    writeJson(doors, { up: up.map(toDocument), failed: failed.map(toDocument), waiting: waiting.map(toDocument) })
  else doors.stdout.write([...up, ...failed, ...waiting].map(render).join(''))
  return up.length === rows.length ? 0 : 1
}

function render({ name, standing, worker, run }: Row): string {
  switch (standing) {
    case 'up':
      return `${name}: ${renderUp(worker, run)}\n`
    case 'done':
      return `${name}: completed\n`
    case 'failed':
      return `${name}: failed: ${toVisible(renderFailure(worker, run))}\n`
    case 'waiting':
      return `${name}: still waits (${worker ? wordOfWorker(worker, run) : 'unknown'})\n`
  }
}

function renderUp(worker: WorkerRecord | undefined, run: RunRecord | undefined): string {
  if (worker?.state.status === 'scheduled') return describeWhy({ worker, run }, Date.now())
  return run?.pid === undefined ? 'up' : `up, pid ${run.pid}`
}

function toDocument({ name, standing, worker, run, pending }: Row): Readonly<Record<string, unknown>> {
  const status = worker && wordOfWorker(worker, run)
  const reason = standing === 'failed' ? renderFailure(worker, run) : undefined
  return {
    worker: name,
    status,
    run: run?.id,
    pid: run?.pid,
    reason,
    ...(pending.length > 0 && { pending: pending.map(describeChange) }),
  }
}
