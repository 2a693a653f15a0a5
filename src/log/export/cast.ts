import { toJsonText } from '../../core/json-text.ts'
import type { Size } from '../../core/output.ts'
import { describeSaid } from '../../core/saying.ts'
import type { Said, TranscriptEntry } from '../../core/transcript.ts'
import { openCastText } from './cast-text.ts'
import type { Moment } from './moments.ts'

/** What the first line of a recording says of a run. */
export type CastFacts = {
  readonly size: Size
  readonly tty: boolean
  /** When the recording begins, ms since 1970. */
  readonly startMs: number
  readonly command: string
  readonly title: string
  readonly term: string | undefined
  readonly shell: string | undefined
  /** How it ended, when it has. */
  readonly end: { readonly timeMs: number; readonly exitCode: number } | undefined
}

export type CastVersion = 2 | 3

/**
 * A run as an asciicast (docs.asciinema.org/manual/asciicast), line by line: output, what was typed, sizes, and markers
 * for everything else that was said. Version 2 has times since the start, version 3 since the line before, and the exit.
 */
export async function* renderCast(
  version: CastVersion,
  facts: CastFacts,
  moments: AsyncIterable<Moment>,
): AsyncGenerator<string> {
  const text = openCastText(facts)
  const lines = openCastLines(version, facts.startMs)
  yield `${toJsonText(version === 2 ? headerOf2(facts) : headerOf3(facts))}\n`
  for await (const moment of moments) {
    if (moment.kind === 'output') yield lines.event(moment.chunk.timeMs, 'o', text.push(moment.chunk))
    else if (moment.kind === 'gap') yield lines.mark(`${moment.gap.to - moment.gap.from} bytes are missing`)
    else yield lines.event(moment.entry.timeMs, ...toCastEvent(moment.entry))
  }
  yield lines.event(0, 'o', text.flush())
  if (version === 3 && facts.end) yield lines.event(facts.end.timeMs, 'x', String(facts.end.exitCode))
}

type CastCode = 'o' | 'i' | 'r' | 'm' | 'x'

type CastLines = {
  /** One event; nothing when there is nothing to show. Times do not go back. */
  event(timeMs: number, code: CastCode, data: string): string
  mark(label: string): string
}

function openCastLines(version: CastVersion, startMs: number): CastLines {
  let lastMs = startMs
  function event(timeMs: number, code: CastCode, data: string): string {
    if (data === '' && code !== 'm') return ''
    const atMs = Math.max(lastMs, timeMs)
    const shownMs = atMs - (version === 2 ? startMs : lastMs)
    lastMs = atMs
    return `[${(shownMs / 1000).toFixed(3)}, "${code}", ${toJsonText(data)}]\n`
  }
  return { event, mark: label => event(lastMs, 'm', label) }
}

function toCastEvent(entry: TranscriptEntry): [CastCode, string] {
  if (entry.kind === 'input' && !entry.secret) return ['i', entry.text]
  if (entry.kind === 'resize') return ['r', `${entry.size.columns}x${entry.size.rows}`]
  return ['m', describeSaid(entry satisfies Said)]
}

function headerOf2({ size, startMs, command, title, term, shell }: CastFacts): Readonly<Record<string, unknown>> {
  return {
    version: 2,
    width: size.columns,
    height: size.rows,
    timestamp: Math.floor(startMs / 1000),
    command,
    title,
    env: { TERM: term, SHELL: shell },
  }
}

function headerOf3({ size, startMs, command, title, term, shell }: CastFacts): Readonly<Record<string, unknown>> {
  return {
    version: 3,
    term: { cols: size.columns, rows: size.rows, type: term },
    timestamp: Math.floor(startMs / 1000),
    command,
    title,
    env: { SHELL: shell },
  }
}
