import { type RunRecord, wordOfRun, wordOfWorker } from '../../core/record.ts'
import { stripAll } from '../../core/sanitise.ts'
import { LineSplitter } from '../../log/lines.ts'
import type { LogReader } from '../../log/read.ts'
import type { Seen } from './answer.ts'
import type { Court } from './court.ts'
import { findRun } from './first.ts'
import type { WaitTarget } from './order.ts'
import { quietMs } from './quiet.ts'
import { nameOf, type Place } from './sight.ts'

/** As much of the end as shows why it did not come. */
const tailLines = 5
const tailBytes = 4096

/** What is there of a target now. */
export async function seeTarget(target: WaitTarget, court: Court, place: Omit<Place, 'signal'>): Promise<Seen> {
  const { worker } = target
  const { picture } = place.feed
  const known = picture.workers.get(worker)
  const id = target.kind === 'run' ? target.run : known?.run
  const record = id && (await findRun(worker, id, place))
  const word = known && target.kind === 'worker' ? wordOfWorker(known, record) : record && wordOfRun(record)
  const notes = court.open(target).flatMap(({ explain }) => (explain ? [explain()] : []))
  return {
    worker,
    name: nameOf(picture, worker),
    status: word ?? 'idle',
    ...(await seeRun(record, place)),
    notes: await Promise.all(notes),
  }
}

async function seeRun(
  record: RunRecord | undefined,
  { client }: Pick<Place, 'client'>,
): Promise<Pick<Seen, 'run' | 'quietMs' | 'lines'>> {
  if (!record) return { run: undefined, quietMs: undefined, lines: [] }
  const reader = client.output(record.id)
  const isRunning = record.state.status === 'running'
  const quiet = isRunning ? await quietMs(reader, record) : undefined
  return { run: record.id, quietMs: quiet, lines: await lastLines(reader) }
}

async function lastLines(reader: LogReader): Promise<readonly string[]> {
  const from = await reader.tail({ lines: tailLines, maxBytes: tailBytes })
  const { chunks } = await reader.read({ from, maxBytes: tailBytes })
  const splitter = new LineSplitter()
  const lines = [...chunks.flatMap(chunk => splitter.push(chunk)), ...splitter.unfinished()]
  return lines.flatMap(({ text }) => stripAll(text).split('\n')).slice(-tailLines)
}
