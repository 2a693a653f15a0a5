import type { Writable } from 'node:stream'
import type { Client } from '../client/client.ts'
import { followLines, type OutputLine } from '../client/lines.ts'
import { openMirror } from '../client/mirror.ts'
import type { SkepEvent } from '../core/event.ts'
import type { RunId } from '../core/id.ts'
import type { Picture } from '../core/picture.ts'
import { isLive, type RunRecord } from '../core/record.ts'
import { write } from './write.ts'

/** How a line of a worker's output, and what happened to the worker, is written: each with its line feed. */
export type StreamRender = {
  line(name: string, run: RunId, line: OutputLine): string
  event(name: string, event: SkepEvent): string
}

export type StreamOrder = {
  readonly stdout: Writable
  readonly render: StreamRender
  /** Whose output is streamed, by name. */
  readonly names: readonly string[]
  /** Starts what is to be streamed; called once everything that happens is seen. */
  readonly begin: () => Promise<unknown>
  /** Says that there is nothing more to wait for, whatever happens. */
  readonly cut: AbortSignal
  /** Decides after each event whether there is nothing more to wait for. */
  readonly isOver: (picture: Picture) => boolean
  /** Ends what still runs when it is over; its last output is streamed too. */
  readonly end: () => Promise<unknown>
}

/**
 * The output of workers, line by line behind their names, until it is over; answers the picture at the end. Of a run
 * that goes on already it begins with what comes next.
 */
export async function streamAll(client: Client, order: StreamOrder): Promise<Picture> {
  const over = Promise.withResolvers<void>()
  const ended = new Set<RunId>()
  let begun = false
  const streams = new Map<RunId, Promise<void>>()
  const leaving = new Map<RunId, AbortController>()
  const { picture, close } = await openMirror(
    client,
    (event, now) => {
      if (event.kind === 'run.added') begin(event.data.run, now, 0)
      if (event.kind === 'run.ended' && event.run) ended.add(event.run)
      if (isTold(event)) tell(event, now)
      if (begun && order.isOver(now)) over.resolve()
    },
    renew,
  )

  /** What happened unseen: runs that began, and runs that ended. */
  function renew(now: Picture): void {
    for (const run of streams.keys()) {
      const known = now.runs.get(run)
      if (!known || !isLive(known)) ended.add(run)
    }
    for (const run of now.runs.values()) if (begun && isLive(run) && !streams.has(run.id)) begin(run, now, 0)
    if (begun && order.isOver(now)) over.resolve()
  }

  function begin({ id, worker }: RunRecord, { workers }: Picture, from: number): void {
    const name = workers.get(worker)?.spec.name
    if (name === undefined || !order.names.includes(name)) return
    const leave = new AbortController()
    leaving.set(id, leave)
    streams.set(id, streamRun({ run: id, name, from, signal: leave.signal }).catch(over.reject))
  }

  /** What happened to a worker comes after everything that its run has written. */
  function tell(event: SkepEvent, { workers }: Picture): void {
    const worker = event.worker && workers.get(event.worker)
    const stream = worker?.run && streams.get(worker.run)
    if (!worker?.run || !stream) return
    const told = stream.then(() => write(order.stdout, order.render.event(worker.spec.name, event)))
    streams.set(worker.run, told)
  }

  async function streamRun({ run, name, from, signal }: Streamed): Promise<void> {
    const lines = followLines(client, run, { from, isComplete: () => ended.has(run), signal })
    for await (const line of lines) await write(order.stdout, order.render.line(name, run, line))
  }

  const living = [...picture.runs.values()].filter(isLive)
  for (const run of living) begin(run, picture, (await client.output(run.id).bounds()).end)
  await order.begin()
  begun = true
  if (order.isOver(picture)) over.resolve()
  order.cut.addEventListener('abort', () => over.resolve())
  if (order.cut.aborted) over.resolve()
  await over.promise
  await order.end()
  // What goes on without us is not read to its end.
  for (const [run, leave] of leaving) if (!ended.has(run)) leave.abort()
  await Promise.all(streams.values())
  close()
  return picture
}

type Streamed = { readonly run: RunId; readonly name: string; readonly from: number; readonly signal: AbortSignal }

/** How runs end and what follows from that is told among their output. */
function isTold(event: SkepEvent): boolean {
  if (event.kind !== 'worker.moved') return event.kind === 'run.ended'
  const { status } = event.data.state
  return status === 'waiting' || status === 'backoff' || status === 'gave-up'
}
