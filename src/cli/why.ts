import { toVisible } from '../config/text/cells.ts'
import type { Link } from '../core/chain.ts'
import { toShortTime } from '../core/figures.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { toIso, writeJson } from './json.ts'
import { type TargetOptions, withTargets } from './targets.ts'
import { openPaint, type Paint, toneOfWord } from './tones.ts'

/** Shows the causal chain of a worker's state. */
export function why(given: Given<TargetOptions & { readonly json?: true }>, doors: Doors): Promise<number> {
  return withTargets(given, { command: 'why', suits: () => true, doors }, async ({ client, workers }) => {
    for (const { id } of workers) {
      const { link } = await client.ask('why', { worker: id })
      if (given.options.json) writeJson(doors, { why: toDocument(link) })
      else doors.stdout.write(toText(link, doors))
    }
    return 0
  })
}

function toText(link: Link, doors: Doors): string {
  return `${renderLink(link, { paint: openPaint(doors), nowMs: Date.now(), depth: 0 }).join('\n')}\n`
}

type How = { readonly paint: Paint; readonly nowMs: number; readonly depth: number }

/** A line that says how it stands, one for what comes next, and deeper in what it hangs on. */
function renderLink(link: Link, how: How): readonly string[] {
  const { paint, nowMs, depth } = how
  const indent = '  '.repeat(depth)
  const since = link.sinceMs === undefined ? '' : `, for ${toShortTime(nowMs - link.sinceMs)}`
  const by = link.by === undefined ? '' : `, by ${link.by}`
  const status = link.status === 'unknown' ? link.status : paint(link.status, toneOfWord(link.status))
  return [
    ...(link.until === undefined ? [] : [`${indent}until ${toVisible(link.until)}:`]),
    `${indent}${link.name} ${status}${since}${by}: ${toVisible(link.why)}`,
    ...link.heldUpBy.map(({ pid, command }) => `${indent}held up by ${pid} ${toVisible(command)}`),
    ...link.lastLines.map(line => `${indent}${paint('wrote:', 'faint')} ${toVisible(line)}`),
    `${indent}${paint(`next: ${link.next}`, 'faint')}`,
    ...link.because.flatMap(one => renderLink(one, { ...how, depth: depth + 1 })),
  ]
}

function toDocument({ sinceMs, because, ...link }: Link): Readonly<Record<string, unknown>> {
  return { ...link, since: toIso(sinceMs), because: because.map(toDocument) }
}
