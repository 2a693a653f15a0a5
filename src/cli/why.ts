import type { Client } from '../client/client.ts'
import { toVisible } from '../config/text/cells.ts'
import type { Link } from '../core/chain.ts'
import { toShortTime } from '../core/figures.ts'
import { selectWorkers } from '../core/select.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { toIso, writeJson } from './json.ts'
import { withFound } from './project.ts'
import { nothingKnown } from './target.ts'
import { openPaint, type Paint, toneOfWord } from './tones.ts'

/** Shows the causal chain of a worker's state. */
export async function why(given: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const [word = ''] = given.words
  const exitCode = await withFound(doors, 'known', client => showWhy(client, given, doors))
  if (exitCode === undefined) throw nothingKnown(word)
  return exitCode
}

async function showWhy(
  client: Client,
  { words, options }: Given<{ readonly json?: true }>,
  doors: Doors,
): Promise<number> {
  const { workers } = await client.ask('subscribe', {})
  for (const { id } of selectWorkers(words, { workers })) {
    const { link } = await client.ask('why', { worker: id })
    if (options.json) writeJson(doors, { why: toDocument(link) })
    else
      doors.stdout.write(`${renderLink(link, { paint: openPaint(doors), nowMs: Date.now(), depth: 0 }).join('\n')}\n`)
  }
  return 0
}

type How = { readonly paint: Paint; readonly nowMs: number; readonly depth: number }

/** A line that says how it stands, one for what comes next, and deeper in what it hangs on. */
export function renderLink(link: Link, how: How): readonly string[] {
  const { paint, nowMs, depth } = how
  const indent = '  '.repeat(depth)
  const since = link.sinceMs === undefined ? '' : `, for ${toShortTime(nowMs - link.sinceMs)}`
  const by = link.by === undefined ? '' : `, by ${link.by}`
  const status = link.status === 'unknown' ? link.status : paint(link.status, toneOfWord(link.status))
  return [
    ...(link.until === undefined ? [] : [`${indent}until ${toVisible(link.until)}:`]),
    `${indent}${link.name} ${status}${since}${by}: ${toVisible(link.why)}`,
    `${indent}${paint(`next: ${link.next}`, 'faint')}`,
    ...link.because.flatMap(one => renderLink(one, { ...how, depth: depth + 1 })),
  ]
}

function toDocument({ sinceMs, because, ...link }: Link): Readonly<Record<string, unknown>> {
  return { ...link, since: toIso(sinceMs), because: because.map(toDocument) }
}
