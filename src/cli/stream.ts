import type { Writable } from 'node:stream'
import type { Client } from '../client/client.ts'
import { followLines } from '../client/lines.ts'
import { openMirror } from '../client/mirror.ts'
import type { SkepEvent } from '../core/event.ts'
import type { RunId } from '../core/id.ts'
import type { Picture } from '../core/picture.ts'
import type { RunRecord } from '../core/record.ts'
import { createSanitiser } from '../core/sanitise.ts'
import { renderPrefix } from './prefix.ts'
import { write } from './write.ts'

export type StreamOrder = {
  readonly stdout: Writable
  readonly colour: boolean
  /** Starts what is to be streamed; called once everything that happens is seen. */
  readonly begin: () => Promise<unknown>
  /** Decides after each event whether there is nothing more to wait for. */
  readonly isOver: (picture: Picture) => boolean
  /** Ends what still runs when it is over; its last output is streamed too. */
  readonly end: () => Promise<unknown>
}

/** The output of every worker, line by line behind its name, until it is over; answers the picture at the end. */
export async function streamAll(client: Client, order: StreamOrder): Promise<Picture> {
  const over = Promise.withResolvers<void>()
  const ended = new Set<RunId>()
  let begun = false
  const streams = new Map<RunId, Promise<void>>()
  const mirror = await openMirror(client, event => {
    if (event.kind === 'run.added') begin(event.data.run)
    if (event.kind === 'run.ended' && event.run) ended.add(event.run)
    if (isTold(event)) tell(event)
    if (begun && order.isOver(mirror.picture)) over.resolve()
  })

  function begin({ id, worker }: RunRecord): void {
    streams.set(id, streamRun(id, worker).catch(over.reject))
  }

  /** What happened to a worker comes after everything that its run has written. */
  function tell({ worker, message }: SkepEvent): void {
    const run = worker && mirror.picture.workers.get(worker)?.run
    const stream = run && streams.get(run)
    if (!run || !stream) return
    const told = stream.then(() => write(order.stdout, `${prefixOf(worker, mirror.picture, order)}· ${message}\n`))
    streams.set(run, told)
  }

  async function streamRun(run: RunId, worker: SkepEvent['worker']): Promise<void> {
    const lines = followLines(client, run, { from: 0, isComplete: () => ended.has(run) })
    for await (const { text } of lines)
      await write(order.stdout, `${prefixOf(worker, mirror.picture, order)}${clean(text, order)}\n`)
  }

  await order.begin()
  begun = true
  if (order.isOver(mirror.picture)) over.resolve()
  await over.promise
  await order.end()
  await Promise.all(streams.values())
  mirror.close()
  return mirror.picture
}

/** How runs end and what follows from that is told among their output. */
function isTold(event: SkepEvent): boolean {
  if (event.kind !== 'worker.moved') return event.kind === 'run.ended'
  const { status } = event.data.state
  return status === 'backoff' || status === 'gave-up'
}

function prefixOf(worker: SkepEvent['worker'], { workers }: Picture, { colour }: StreamOrder): string {
  const names = [...workers.values()].map(({ spec }) => spec.name)
  return renderPrefix((worker && workers.get(worker)?.spec.name) ?? '?', { names, colour })
}

/** Nothing that a worker prints reaches our terminal but text and, where there are colours, its colours. */
function clean(text: string, { colour }: StreamOrder): string {
  const shown = createSanitiser({ keep: colour ? 'colour' : 'nothing' }).push(text)
  return colour ? `${shown}\x1b[0m` : shown
}
