import { padCells, toVisible } from '../config/text/cells.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { SkepEvent } from '../core/event.ts'
import { toLocalTime } from './clock.ts'
import type { Paint, Tone } from './tones.ts'

export type EventLook = {
  /** The name of the event's worker, as long as that is known. */
  readonly name: string | undefined
  readonly paint: Paint
  readonly nowMs: number
}

/** At the width of most. */
const nameCells = 12
const kindCells = 14

/** An event for a person: when, whose, what, and by whom. */
export function renderEvent(event: SkepEvent, { name, paint, nowMs }: EventLook): string {
  const { id, timeMs, kind, worker, actor, message } = event
  return `${[
    paint(String(id).padStart(5), 'faint'),
    paint(toLocalTime(timeMs, nowMs), 'faint'),
    paint(padCells(name ?? worker ?? '-', nameCells), 'strong'),
    paint(kind.padEnd(kindCells), 'hint'),
    toVisible(message),
    paint(`(${actor})`, 'faint'),
  ].join(' ')}\n`
}

/** An event for who reads lines: its id, time, kind and worker, each without a space in it, and what happened. */
export function renderEventLine({ id, timeMs, kind, worker, message }: SkepEvent, name: string | undefined): string {
  return `${id} ${new Date(timeMs).toISOString()} ${kind} ${name ?? worker ?? '-'} ${toVisible(message)}\n`
}

const tones: Readonly<Record<Diagnostic['severity'], Tone>> = { info: 'hint', warning: 'waiting', error: 'bad' }

/** A diagnostic for a person: when, how bad, whose, what. */
export function renderDiagnostic(diagnostic: Diagnostic, { name, paint, nowMs }: EventLook): string {
  const { timeMs, severity, code, message, worker } = diagnostic
  return `${[
    paint(toLocalTime(timeMs, nowMs), 'faint'),
    paint(severity.padEnd('warning'.length), tones[severity]),
    paint(padCells(name ?? worker ?? '-', nameCells), 'strong'),
    `${code}:`,
    toVisible(message),
  ].join(' ')}\n`
}
