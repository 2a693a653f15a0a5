import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import { runFolder } from '../core/paths.ts'
import { isLive } from '../core/record.ts'
import { openReader } from '../log/read.ts'
import { openEmulator } from '../screen/emulator.ts'
import type { Parts } from './parts.ts'

/** Answers what programs ask their terminal (what it is, where the cursor stands), also when nobody looks. */
export type Queries = { close(): void }

type Answerer = { answerTo(offset: number): Promise<void>; resize(size: Size, offset: number): void; close(): void }

/** What lies further back than this has no bearing on an answer any more. */
const replayBytes = 1024 * 1024
const pageBytes = 256 * 1024

/** Opens the one party that answers; screens' emulators have their answers cut off. */
export function openQueries(parts: Parts): Queries {
  const answerers = new Map<RunId, Answerer>()
  const sizes = new Map<RunId, Size>()

  function answererOf(run: RunId): Answerer {
    const answerer = answerers.get(run) ?? openAnswerer(parts, run, sizes.get(run) ?? sizeOf(parts.picture, run))
    answerers.set(run, answerer)
    return answerer
  }

  function forget(run: RunId): void {
    answerers.get(run)?.close()
    answerers.delete(run)
    sizes.delete(run)
  }

  const stopListening = parts.keeper.onFact(fact => {
    const run = parts.picture.runs.get(fact.run)
    if (fact.kind === 'drained' || !run || !isLive(run)) return forget(fact.run)
    if (fact.kind === 'asked') void answererOf(fact.run).answerTo(fact.offset)
    if (fact.kind !== 'resized') return
    sizes.set(fact.run, fact.size)
    answerers.get(fact.run)?.resize(fact.size, fact.offset)
  })

  return {
    close() {
      stopListening()
      for (const answerer of answerers.values()) answerer.close()
    },
  }
}

function openAnswerer({ keeper, world }: Parts, run: RunId, size: Size): Answerer {
  const emulator = openEmulator({ size, scrollback: 0, answers: true })
  const reader = openReader(runFolder(world.runsFolder, run))
  let at = 0
  let reading = Promise.resolve()

  emulator.onReply(bytes => {
    void keeper.write({ run, actor: 'supervisor', source: 'keys', bytes }).catch(() => undefined)
  })

  /** Feeds the emulator up to the question; what follows it may hold the next one. */
  async function feed(to: number): Promise<void> {
    at = Math.max(at, to - replayBytes)
    while (at < to) {
      const page = await reader.read({ from: at, maxBytes: Math.min(pageBytes, to - at) })
      if (page.next === at) return
      for (const { bytes } of page.chunks) emulator.write(bytes)
      at = page.next
    }
    await emulator.settled()
  }

  return {
    answerTo(offset) {
      reading = reading.then(() => feed(offset)).catch(() => undefined)
      return reading
    },
    // What was written before it is to be drawn in the old size.
    resize(next, offset) {
      reading = reading
        .then(() => feed(offset))
        .catch(() => undefined)
        .then(() => emulator.resize(next))
    },
    close: () => emulator.close(),
  }
}

function sizeOf({ runs, workers }: Parts['picture'], id: RunId): Size {
  const run = runs.get(id)
  const worker = run && workers.get(run.worker)
  return worker?.spec.size ?? { columns: 80, rows: 24 }
}
