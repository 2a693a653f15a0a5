import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { type Moment, toMoments } from '../../log/export/moments.ts'
import { readStretches } from '../../log/export/pages.ts'
import { type LogReader, openReader } from '../../log/read.ts'
import { type Emulator, openEmulator } from '../../screen/emulator.ts'
import { openSkim } from '../../screen/skim.ts'
import type { Parts } from '../parts.ts'
import { readResizes } from '../rendering/conversation.ts'
import { toShowable } from '../rendering/size.ts'

export type ReplayParts = Pick<Parts, 'picture' | 'store' | 'world'>

export type ReplayOrder = {
  /** Up to where in the output. */
  readonly end: number
  /** Rows above the screen. */
  readonly history: number
}

/** A tenth of a second's work for an emulator; in the normal screen what lies further back has scrolled away. */
const replayBytes = 8 * 1024 * 1024

/** More than a screenful of rows for most terminals' output, less than lies between two checkpoints. */
const historyBytes = 4 * 1024 * 1024

/** Enough to keep the parser fed while the next page is read. */
const pendingBytes = 256 * 1024

/**
 * An emulator that shows a run's terminal at a place in its output: from the last checkpoint on, in the sizes that it had. The
 * caller closes it.
 */
export async function replayTerminal(parts: ReplayParts, run: RunRecord, order: ReplayOrder): Promise<Emulator> {
  const { end, history } = order
  const reader = openReader(runFolder(parts.world.runsFolder, run.id))
  const { firstAvailable } = await reader.bounds()
  const kept = await reader.checkpoint(Math.max(0, history > 0 ? end - historyBytes : end))
  const from = Math.max(firstAvailable, kept?.offset ?? 0)
  const { first, entries } = await readResizes(parts, run, from)
  const emulator = openEmulator({ size: toShowable(kept?.size ?? first), scrollback: history, answers: false })
  try {
    if (kept) emulator.replay(new TextEncoder().encode(kept.state))
    emulator.resize(toShowable(first))
    const next = await skimTo(emulator, reader, { from, end })
    // What begins at a place that nobody knows may begin within a sequence.
    const isKnown = next > from || next === kept?.offset
    const stretches = readStretches(reader, end, next)
    await show(emulator, toMoments(isKnown ? stretches : fromLine(stretches), listOf(entries)))
    return emulator
  } catch (problem) {
    emulator.close()
    throw problem
  }
}

type Span = { readonly from: number; readonly end: number }

/** In the normal screen only what lasts is taken of what has scrolled away; the place from which on everything is to be shown. */
async function skimTo(emulator: Emulator, reader: LogReader, { from, end }: Span): Promise<number> {
  await emulator.settled()
  const start = end - replayBytes
  if (start <= from || emulator.modes.alternateScreen) return from
  const skim = openSkim()
  for await (const stretch of readStretches(reader, start, from)) {
    if (stretch.kind === 'chunk') emulator.replay(skim.pass(stretch.chunk.bytes))
  }
  emulator.replay(skim.rest())
  return start
}

async function show(emulator: Emulator, moments: AsyncIterable<Moment>): Promise<void> {
  for await (const moment of moments) {
    if (moment.kind === 'output') emulator.replay(moment.chunk.bytes)
    else if (moment.kind === 'said' && moment.entry.kind === 'resize') emulator.resize(toShowable(moment.entry.size))
    await emulator.drained(pendingBytes)
  }
  await emulator.settled()
}

type Stretches = ReturnType<typeof readStretches>

/** Leaves out the first line of what does not begin at the beginning, where there are lines. */
async function* fromLine(stretches: Stretches): Stretches {
  let isFirst = true
  for await (const stretch of stretches) {
    if (isFirst && stretch.kind === 'chunk' && stretch.from > 0) {
      const bytes = stretch.chunk.bytes.subarray(stretch.chunk.bytes.indexOf(0x0a) + 1)
      yield { ...stretch, chunk: { ...stretch.chunk, bytes } }
    } else yield stretch
    isFirst &&= stretch.kind !== 'chunk'
  }
}

async function* listOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}
