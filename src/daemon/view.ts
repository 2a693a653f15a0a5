import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import { runFolder } from '../core/paths.ts'
import { isLive, type RunRecord } from '../core/record.ts'
import { follow } from '../log/follow.ts'
import type { Page } from '../log/page.ts'
import { type LogReader, openReader } from '../log/read.ts'
import type { Attachment, Connection } from '../protocol/connection.ts'
import type { Viewing, ViewOrder } from '../protocol/viewing.ts'
import { type Emulator, openEmulator } from '../screen/emulator.ts'
import { createFeed } from '../screen/feed.ts'
import { type Context, findLiveRun, findRun } from './context.ts'

export type ViewParts = {
  readonly context: Context
  readonly connection: Pick<Connection, 'attach' | 'listen'>
}

/** Opens a view of a run's terminal: its screen, made from its log, and what follows. Refused for what has no terminal or has ended. */
export async function openView(parts: ViewParts, id: RunId, order: ViewOrder): Promise<Viewing> {
  const { context, connection } = parts
  const run = findRun(context, id)
  if (!run.tty) throw noTerminal(run, context)
  await findLiveRun(context, run.worker)
  const attachment = await connection.attach(id, 'keys')
  const reader = openReader(runFolder(context.world.runsFolder, id))
  const sized = followSize(parts, run)
  const emulator = openEmulator({ size: sized.now(), answers: false })
  const ending = new AbortController()
  try {
    const offset = await showEnd(emulator, reader)
    if (!order.readOnly) await attachment.resize(order.size)
    emulator.resize(sized.now())
    await emulator.settled()
    const isComplete = (): boolean => isOver(context, id)
    const pages = follow(reader, offset, { grew: grewOf(parts, id), isComplete, signal: ending.signal })
    return {
      size: emulator.size,
      screen: emulator.serialise(),
      output: toBytes(pages),
      ...(order.readOnly ? lookOn : handOn(attachment, order.size, sized)),
      close() {
        sized.close()
        attachment.close()
        ending.abort()
      },
    }
  } catch (problem) {
    sized.close()
    throw problem
  } finally {
    emulator.close()
  }
}

function noTerminal({ worker }: RunRecord, { picture }: Pick<Context, 'picture'>): Fault {
  const name = picture.workers.get(worker)?.spec.name ?? worker
  const hint = `see what it writes: skep logs -f ${name}; type into it: skep send ${name} TEXT`
  return new Fault({ code: 'refused', message: `${name} has no terminal`, hint })
}

/** A run's output is complete when it has ended, and that is told after its last byte. */
function isOver({ picture, store }: Pick<Context, 'picture' | 'store'>, id: RunId): boolean {
  const run = picture.runs.get(id) ?? store.run(id)
  return !(run && isLive(run))
}

function grewOf({ connection }: ViewParts, id: RunId): (wake: () => void) => () => void {
  return wake =>
    connection.listen(notice => {
      if (notice.kind === 'grew' ? notice.run === id : notice.kind === 'events') wake()
    })
}

async function* toBytes(pages: AsyncIterable<Page>): AsyncGenerator<Uint8Array> {
  for await (const { chunks } of pages) for (const { bytes } of chunks) yield bytes
}

/** A program that is in the midst of a sequence ends it soon; this often, a moment apart, it is looked at again. */
const mostTries = 20
const tryMs = 5

/** Brings an emulator to the end of a log; says where that is. */
async function showEnd(emulator: Emulator, reader: LogReader): Promise<number> {
  const feed = createFeed(emulator, (from, maxBytes) => reader.read({ from, maxBytes }))
  for (let tries = 0; tries < mostTries; tries++) {
    feed.grew((await reader.bounds()).end)
    await Promise.race([feed.caughtUp(), feed.failed.then(problem => Promise.reject(problem))])
    if (!emulator.halfway) break
    await new Promise(resolve => setTimeout(resolve, tryMs))
  }
  feed.close()
  return feed.offset
}

/** The size of a run's terminal, as it changes. */
type Sized = { now(): Size; close(): void }

function followSize({ context }: ViewParts, run: RunRecord): Sized {
  let size = lastSize(context, run)
  const close = context.keeper.onFact(fact => {
    if (fact.kind === 'resized' && fact.run === run.id) size = fact.size
  })
  return { now: () => size, close }
}

/** What the transcript says of it last, as far back as one page. */
function lastSize({ store, picture }: Pick<Context, 'store' | 'picture'>, { id, worker }: RunRecord): Size {
  const { total } = store.transcript(id, { start: 0, limit: 1 })
  const { items } = store.transcript(id, { start: Math.max(0, total - page), limit: page })
  const said = items.findLast(entry => entry.kind === 'resize')
  return said?.kind === 'resize' ? said.size : (picture.workers.get(worker)?.spec.size ?? usual)
}

const page = 256
const usual: Size = { columns: 80, rows: 24 }

type Hand = Pick<Viewing, 'write' | 'resize'>

/** Whoever types has the terminal in their size. */
function handOn(attachment: Attachment, first: Size, sized: Sized): Hand {
  let mine = first
  return {
    async write(bytes) {
      const { columns, rows } = sized.now()
      if (columns !== mine.columns || rows !== mine.rows) await attachment.resize(mine)
      await attachment.write(bytes)
    },
    async resize(size) {
      mine = size
      await attachment.resize(size)
    },
  }
}

const lookOn: Hand = {
  write: () => Promise.reject(new Fault({ code: 'refused', message: 'this view only looks on' })),
  resize: () => Promise.resolve(),
}
