import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunId } from '../../core/id.ts'
import type { Keeper } from '../../core/keeper.ts'
import { runFolder } from '../../core/paths.ts'
import { stripAll } from '../../core/sanitise.ts'
import { follow } from '../../log/follow.ts'
import { LineSplitter } from '../../log/lines.ts'
import { type Matcher, openMatcher } from '../../log/match.ts'
import { openReader } from '../../log/read.ts'

export type LinesOrder = {
  readonly run: RunId
  readonly runsFolder: string
  readonly keeper: Pick<Keeper, 'onFact'>
  readonly isComplete: () => boolean
  readonly signal: AbortSignal
}

/** As much as is looked through between two turns of the loop: a millisecond or two. */
const pageBytes = 64 * 1024
const batch = 50

/** An expression that takes longer for so few lines is none that anybody means; the loop stands still meanwhile. */
const deadlineMs = 250

/**
 * Resolves with the first line of a run's output that matches, from its beginning on and on as it grows; with undefined when
 * none does to its end, or it was given up. An expression that takes for ever is refused with a `usage` fault. A line that
 * is not ended yet counts: it may be a prompt.
 */
export async function firstMatch(pattern: string, order: LinesOrder): Promise<string | undefined> {
  const { run, runsFolder, keeper, isComplete, signal } = order
  const matcher = openMatcher({ source: pattern }, deadlineMs)
  const splitter = new LineSplitter()
  const grew = (wake: () => void): (() => void) =>
    keeper.onFact(fact => {
      if (fact.run === run && (fact.kind === 'grew' || fact.kind === 'drained')) wake()
    })
  const reader = openReader(runFolder(runsFolder, run))
  const pages = follow(reader, 0, { grew, isComplete, signal, maxBytes: pageBytes })
  for await (const { chunks, atEnd } of pages) {
    const lines = chunks.flatMap(chunk => splitter.push(chunk))
    const found = await findIn(matcher, atEnd ? [...lines, ...splitter.unfinished()] : lines)
    if (found !== undefined) return found
  }
  return undefined
}

async function findIn(matcher: Matcher, lines: readonly { readonly text: string }[]): Promise<string | undefined> {
  for (let at = 0; at < lines.length; at += batch) {
    const texts = lines.slice(at, at + batch).flatMap(({ text }) => stripAll(text).split('\n'))
    const [first] = matcher.among(texts)
    if (first !== undefined) return texts[first]
    await nextTurn()
  }
  return undefined
}
