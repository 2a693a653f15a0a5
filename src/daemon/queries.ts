import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import { runFolder } from '../core/paths.ts'
import { isLive } from '../core/record.ts'
import { openReader } from '../log/read.ts'
import { openEmulator } from '../screen/emulator.ts'
import type { Parts } from './parts.ts'

/** Answers what programs ask their terminal (what it is, where the cursor stands), also when nobody looks. */
export type Queries = { close(): void }

type Answerer = {
  /** Up to where the output was read and answered. */
  readonly answered: number
  answerTo(offset: number): void
  resize(size: Size, offset: number): void
  close(): void
}

/** What is remembered of a terminal that nobody emulates at the moment. */
type Known = { readonly size: Size; readonly answered: number }

/** What lies further back than this has no bearing on an answer any more. */
const replayBytes = 1024 * 1024
const pageBytes = 256 * 1024
/** An emulator takes about 200 KiB; whoever asked longest ago gets a new one from the log when it asks again. */
const mostAnswerers = 32

/** Opens the one party that answers; screens' emulators have their answers cut off. */
export function openQueries(parts: Parts): Queries {
  const { keeper, picture } = parts
  const answerers = new Map<RunId, Answerer>()
  const known = new Map<RunId, Known>()

  function knownOf(run: RunId): Known {
    return known.get(run) ?? { size: sizeOf(picture, run), answered: 0 }
  }

  function answererOf(run: RunId): Answerer {
    const answerer = answerers.get(run) ?? openAnswerer(parts, run, knownOf(run))
    answerers.delete(run)
    answerers.set(run, answerer)
    const [oldest] = answerers
    if (oldest && answerers.size > mostAnswerers) dismiss(...oldest)
    return answerer
  }

  function dismiss(run: RunId, answerer: Answerer): void {
    known.set(run, { ...knownOf(run), answered: answerer.answered })
    answerers.delete(run)
    answerer.close()
  }

  function forget(run: RunId): void {
    answerers.get(run)?.close()
    answerers.delete(run)
    known.delete(run)
  }

  const stopListening = keeper.onFact(fact => {
    const run = picture.runs.get(fact.run)
    if (fact.kind === 'drained' || !run || !isLive(run)) return forget(fact.run)
    if (fact.kind === 'asked') answererOf(fact.run).answerTo(fact.offset)
    if (fact.kind !== 'resized') return
    known.set(fact.run, { ...knownOf(fact.run), size: fact.size })
    answerers.get(fact.run)?.resize(fact.size, fact.offset)
  })

  return {
    close() {
      stopListening()
      for (const answerer of answerers.values()) answerer.close()
    },
  }
}

function openAnswerer({ keeper, world }: Parts, run: RunId, { size, answered }: Known): Answerer {
  const emulator = openEmulator({ size, scrollback: 0, answers: true })
  const reader = openReader(runFolder(world.runsFolder, run))
  let at = 0
  let asked = answered
  let reading: Promise<void> = Promise.resolve()

  emulator.onReply(bytes => {
    void keeper.write({ run, actor: 'supervisor', source: 'keys', bytes, whole: false }).catch(() => undefined)
  })

  /** Feeds the emulator up to the question; what follows it may hold the next one. */
  async function feed(to: number): Promise<void> {
    at = Math.max(at, to - replayBytes)
    while (at < to) {
      const isOld = at < answered
      const page = await reader.read({
        from: at,
        maxBytes: Math.min(pageBytes, (isOld ? Math.min(to, answered) : to) - at),
      })
      if (page.next === at) return
      for (const { bytes } of page.chunks) isOld ? emulator.replay(bytes) : emulator.write(bytes)
      at = page.next
    }
    await emulator.settled()
  }

  return {
    get answered() {
      return asked
    },
    answerTo(offset) {
      asked = Math.max(asked, offset)
      reading = reading.then(() => feed(offset)).catch(() => undefined)
    },
    // What was written before it is to be drawn in the old size.
    resize(next, offset) {
      reading = reading
        .then(() => feed(offset))
        .catch(() => undefined)
        .then(() => emulator.resize(next))
    },
    close: () => void reading.then(() => emulator.close()),
  }
}

function sizeOf({ runs, workers }: Parts['picture'], id: RunId): Size {
  const run = runs.get(id)
  const worker = run && workers.get(run.worker)
  return worker?.spec.size ?? { columns: 80, rows: 24 }
}
