import { stripAll } from '../../core/sanitise.ts'
import { follow } from '../../log/follow.ts'
import { type Line, LineSplitter } from '../../log/lines.ts'
import type { Page } from '../../log/page.ts'
import type { OutputSource } from '../client.ts'
import { locate } from './locate.ts'
import { openMatcher, type Wanted } from './match.ts'

/** An expression that was found: in which line, as it is shown, and where the match ends in the run's output. */
export type Spotted = { readonly line: string; readonly match: RegExpExecArray; readonly offset: number }

/** An expression to look for, and who is told the first time it is found. */
export type Pattern = Wanted & { readonly spotted: (found: Spotted) => void }

export type ScanOrder = {
  readonly source: OutputSource
  readonly from: number
  /** A line that was begun so many bytes before and goes on behind `from` is looked at as a whole. */
  readonly back: number
  readonly patterns: readonly Pattern[]
  readonly isComplete: () => boolean
  /** Calls back whenever notices may have been missed. */
  readonly onRenewed: (wake: () => void) => () => void
  readonly signal: AbortSignal
}

/** A look through a run's output, from a place on and on as it grows. */
export type Scan = {
  /** Resolves when everything that has been written by now was looked at. */
  caughtUp(): Promise<void>
  /** Resolves when the run has written everything, and that was looked at. */
  readonly finished: Promise<void>
}

/** Begins to look. Without a pattern there is nothing to look for, and it has finished. */
export function openScan(order: ScanOrder): Scan {
  const { source, from, back, patterns, isComplete, signal } = order
  if (patterns.length === 0) return { caughtUp: async () => undefined, finished: Promise.resolve() }
  let cursor = from
  let waiting: { readonly end: number; readonly resolve: () => void }[] = []

  function advance(to: number): void {
    cursor = to
    for (const { end, resolve } of waiting) if (end <= cursor) resolve()
    waiting = waiting.filter(({ end }) => end > cursor)
  }

  async function look(): Promise<void> {
    const splitter = new LineSplitter()
    const matcher = await openMatcher(patterns)
    const search = (lines: readonly Line[]): Promise<void> => {
      const news = lines.filter(({ end }) => end > from)
      return searchLines(news, { source, patterns, matcher })
    }
    for await (const page of follow(source, from - back, { grew: wakes(order), isComplete, signal })) {
      await search(linesOf(splitter, page))
      // A prompt is a line that is never ended; while more is there to read it may go on at once.
      if (page.atEnd) await search(splitter.unfinished())
      advance(page.next)
    }
    await search(splitter.unfinished())
  }

  const finished = look()
  return {
    finished,
    async caughtUp() {
      const { end } = await source.bounds()
      if (isComplete()) return finished
      if (cursor >= end) return
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ end, resolve })
      await Promise.race([promise, finished])
    },
  }
}

function wakes({ source, onRenewed }: ScanOrder): (wake: () => void) => () => void {
  return wake => {
    const endings = [source.grew(wake), onRenewed(wake)]
    return () => {
      for (const end of endings) end()
    }
  }
}

/** What was begun before a gap does not go on behind it. */
function linesOf(splitter: LineSplitter, { chunks, gaps }: Page): readonly Line[] {
  const resumes = new Set(gaps.map(({ to }) => to))
  return chunks.flatMap(chunk => [...(resumes.has(chunk.offset) ? splitter.flush() : []), ...splitter.push(chunk)])
}

type Search = Pick<ScanOrder, 'source' | 'patterns'> & { readonly matcher: Awaited<ReturnType<typeof openMatcher>> }

async function searchLines(lines: readonly Line[], { source, patterns, matcher }: Search): Promise<void> {
  const texts = lines.flatMap(toTexts)
  for await (const { text, wanted, match } of matcher.find(texts.map(({ shown }) => shown))) {
    const { line, begin, shown } = texts[text] ?? unheard()
    const offset = await locate(source, line, begin + match.index + match[0].length)
    patterns[wanted]?.spotted({ line: shown, match, offset })
  }
}

/** A piece of a line, and how many of its shown characters come before. */
type Text = { readonly line: Line; readonly begin: number; readonly shown: string }

/** A line that was drawn over, a progress bar say, is several. */
function toTexts(line: Line): readonly Text[] {
  let begin = 0
  return stripAll(line.text)
    .split('\n')
    .map(shown => {
      const text = { line, begin, shown }
      begin += shown.length + 1
      return text
    })
}

function unheard(): never {
  throw new Error('a match names a line that was not given')
}
