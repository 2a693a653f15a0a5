import type { Client } from '../../client/client.ts'
import type { OutputCursor } from '../../core/cursor.ts'
import { Fault } from '../../core/fault.ts'
import type { WorkerId } from '../../core/id.ts'
import type { Picture } from '../../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../../core/record.ts'
import { isRunWord, selectRun, selectWorkers } from '../../core/select.ts'
import type { LogsOrder } from './order.ts'

/** Whose output is shown: workers, and single runs. Each cursor is of one of them. */
export type Selection = {
  readonly workers: ReadonlyArray<{ readonly id: WorkerId; readonly cursor: CursorOf | undefined }>
  readonly runs: ReadonlyArray<{ readonly run: RunRecord; readonly cursor: OutputCursor | undefined }>
}

/** A cursor with the run that it is of. */
export type CursorOf = { readonly cursor: OutputCursor; readonly run: RunRecord }

/** Makes the words of an order known. */
export async function select(client: Client, picture: Picture, order: LogsOrder): Promise<Selection> {
  const cursors = await Promise.all((order.options.after ?? []).map(cursor => findCursor(client, cursor)))
  const runs = await Promise.all(order.words.filter(word => isRun(word, picture)).map(word => findRun(client, word)))
  const workers = selectedIds(order, picture, cursors)
  requireChosen(cursors, { workers, runs })
  const newest = cursors.toSorted((one, other) => other.run.queuedAtMs - one.run.queuedAtMs)
  return {
    workers: workers.map(id => ({ id, cursor: newest.find(({ run }) => run.worker === id) })),
    runs: runs.map(run => ({ run, cursor: cursors.find(({ cursor }) => cursor.run === run.id)?.cursor })),
  }
}

// Without words it is the workers that the cursors are of, also those that are not in the catalogue any more.
function selectedIds({ words }: LogsOrder, picture: Picture, cursors: readonly CursorOf[]): readonly WorkerId[] {
  if (words.length === 0) return [...new Set(cursors.map(({ run }) => run.worker))]
  const names = words.filter(word => !isRun(word, picture))
  if (names.length === 1 && names[0] === '*') return [...picture.workers.keys()]
  return selectWorkers(names, { workers: picture.workers.values() }).map(({ id }) => id)
}

function isRun(word: string, { workers }: Picture): boolean {
  return isRunWord(word) && ![...workers.values()].some(({ spec }) => spec.name === word)
}

async function findRun({ ask }: Client, word: string): Promise<RunRecord> {
  // Two say already that it could be several.
  return selectRun(word, (await ask('runs', { begins: word, limit: 2 })).runs)
}

async function findCursor(client: Client, cursor: OutputCursor): Promise<CursorOf> {
  return { cursor, run: await findRun(client, cursor.run) }
}

type Chosen = { readonly workers: readonly WorkerId[]; readonly runs: readonly RunRecord[] }

function requireChosen(cursors: readonly CursorOf[], { workers, runs }: Chosen): void {
  const stray = cursors.find(({ run }) => !workers.includes(run.worker) && !runs.some(({ id }) => id === run.id))
  if (!stray) return
  const message = `the cursor is of ${stray.cursor.run}, whose output is not asked for`
  throw new Fault({ code: 'usage', message, hint: 'name its worker too, or leave the names out' })
}

/** What a run's worker is called; its id when the catalogue does not know it any more. */
export function nameOf(id: WorkerId, picture: Picture): string {
  const worker: WorkerRecord | undefined = picture.workers.get(id)
  return worker?.spec.name ?? id
}
