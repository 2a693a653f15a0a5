import { formatDuration } from '../../../core/duration.ts'
import { toSignal } from '../../../core/signal.ts'
import { longestGraceMs } from '../../../core/spec.ts'
import { problemAt } from '../../text/problem.ts'
import type { Tree } from '../../tree/tree.ts'
import { plainAt } from '../document.ts'
import type { Importing } from '../translation.ts'
import { readPairs } from './formation.ts'
import type { Setting, Settings } from './setting.ts'

/** How a line of a name is stopped, where something was said about it. */
export function toStops({ timeout, signals }: Settings, importing: Importing): (name: string) => Tree | undefined {
  const grace = timeout && toGrace(timeout, importing)
  const named = new Map(signals ? readPairs(signals.text) : [])
  for (const [name, signal] of named) {
    const message = `\`${signal}\` for \`${name}\` is no signal that skep knows; it is asked to end by TERM`
    if (signals && !toSignal(signal)) importing.note(signals.place, message)
  }
  return name => {
    const signal = named.get(name) ?? named.get('all')
    const place = signals?.place ?? timeout?.place
    const isKnown = signal !== undefined && toSignal(signal) !== undefined
    if (!place || (!isKnown && grace === undefined)) return undefined
    return plainAt(place, { signal: isKnown ? signal : undefined, grace })
  }
}

function toGrace({ text, place }: Setting, { report, note }: Importing): string | undefined {
  const seconds = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined
  if (seconds === undefined) {
    report(() => problemAt(place, { message: 'the time that a stop may take is a number of seconds' }))
    return undefined
  }
  if (seconds * 1_000 <= longestGraceMs) return formatDuration(seconds * 1_000)
  note(place, `a stop takes at most ${longestGraceMs / 1_000}s here, not ${text}s`)
  return `${longestGraceMs / 1_000}s`
}
