import type { RunId } from '../core/id.ts'
import type { KeptRun } from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import { runFolder } from '../core/paths.ts'
import { isLive } from '../core/record.ts'
import { openReader } from '../log/read.ts'
import { openEmulator } from '../screen/emulator.ts'
import type { Parts } from './parts.ts'
import type { Sizes } from './sizes.ts'

/** Answers what programs ask their terminal (what it is, where the cursor stands), also when nobody looks. */
export type Queries = {
  /** Begins, or goes on with what the keeper has: what was answered before is not answered again, what was not is. */
  goOn(kept: readonly KeptRun[]): void
  close(): void
}

type Answerer = {
  /** Up to where the output was read and answered. */
  readonly answered: number
  answerTo(offset: number): void
  resize(size: Size, offset: number): void
  close(): void
}

/** What lies further back than this has no bearing on an answer any more. */
const replayBytes = 1024 * 1024
const pageBytes = 256 * 1024
/** An emulator takes about 200 KiB; whoever asked longest ago gets a new one from the log when it asks again. */
const mostAnswerers = 32

/** Opens the one party that answers; screens' emulators have their answers cut off. */
export function openQueries(parts: Parts, sizes: Pick<Sizes, 'of'>): Queries {
  const { keeper, picture } = parts
  const answerers = new Map<RunId, Answerer>()
  /** Up to where the questions of those are answered whom nobody emulates at the moment. */
  const answered = new Map<RunId, number>()
  let early: Asked[] | undefined = []

  function answererOf(run: RunId): Answerer {
    const known = { size: sizes.of(run), answered: answered.get(run) ?? 0 }
    const answerer = answerers.get(run) ?? openAnswerer(parts, run, known)
    answerers.delete(run)
    answerers.set(run, answerer)
    const [oldest] = answerers
    if (oldest && answerers.size > mostAnswerers) dismiss(...oldest)
    return answerer
  }

  function dismiss(run: RunId, answerer: Answerer): void {
    answered.set(run, answerer.answered)
    answerers.delete(run)
    answerer.close()
  }

  function forget(run: RunId): void {
    answerers.get(run)?.close()
    answerers.delete(run)
    answered.delete(run)
  }

  function answer({ run, offset }: Asked): void {
    const record = picture.runs.get(run)
    if (record && isLive(record)) answererOf(run).answerTo(offset)
  }

  const stopListening = keeper.onFact(fact => {
    if (fact.kind === 'asked') {
      if (early) early.push(fact)
      else answer(fact)
    } else if (fact.kind === 'drained') forget(fact.run)
    else if (fact.kind === 'resized') answerers.get(fact.run)?.resize(fact.size, fact.offset)
  })

  return {
    goOn(kept) {
      const living = kept.filter(({ isDrained }) => !isDrained)
      for (const one of living) answered.set(one.run, Math.max(one.answered, answered.get(one.run) ?? 0))
      const waiting = living.filter(one => one.asked > one.answered).map(({ run, asked }) => ({ run, offset: asked }))
      for (const asked of [...waiting, ...(early ?? [])]) answer(asked)
      early = undefined
    },
    close() {
      stopListening()
      for (const answerer of answerers.values()) answerer.close()
    },
  }
}

type Asked = { readonly run: RunId; readonly offset: number }

type Known = { readonly size: Size; readonly answered: number }

function openAnswerer({ keeper, world }: Parts, run: RunId, { size, answered }: Known): Answerer {
  const emulator = openEmulator({ size, scrollback: 0, answers: true })
  const reader = openReader(runFolder(world.runsFolder, run))
  let at = 0
  let asked = answered
  let reading: Promise<void> = Promise.resolve()

  emulator.onReply(bytes => {
    void keeper
      .write({ run, actor: 'supervisor', source: 'keys', bytes, whole: false, answers: asked })
      .catch(() => undefined)
  })

  /** Begins at the last checkpoint that no open question comes before, instead of far back. */
  async function goOn(to: number): Promise<void> {
    const kept = await reader.checkpoint(Math.min(answered, to))
    if (kept && kept.offset > at) {
      at = kept.offset
      emulator.replay(new TextEncoder().encode(kept.state))
    }
    at = Math.max(at, to - replayBytes)
  }

  /** Feeds the emulator up to the question; what follows it may hold the next one. */
  async function feed(to: number): Promise<void> {
    if (to - at > replayBytes) await goOn(to)
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
