import type { Turn } from '../client/conversation.ts'
import type { Stretch } from '../client/stretch.ts'
import { padCells, toVisible } from '../config/text/cells.ts'
import { toShortBytes } from '../core/figures.ts'
import type { RunId } from '../core/id.ts'
import { describeOutcome } from '../core/outcome.ts'
import { createSanitiser } from '../core/sanitise.ts'
import type { Said, TranscriptEntry } from '../core/transcript.ts'
import { toLocalTime } from './clock.ts'
import type { Paint, Tone } from './tones.ts'

export type TurnLook = {
  readonly run: RunId
  readonly paint: Paint
  readonly colour: boolean
  readonly nowMs: number
}

/** Who did it, at the width of most names. */
const actorCells = 10

/** Turns the turns of a conversation into lines: what was said at the margin, what came back behind a bar. */
export function openTurnRenderer(look: TurnLook): (turn: Turn) => string {
  const keep = look.colour ? 'colour' : 'nothing'
  let sanitiser = createSanitiser({ keep })

  function renderStretch({ head, cutBytes, cutAt, tail, missingBytes }: Stretch): string {
    const missing = missingBytes > 0 ? renderNote(`${toShortBytes(missingBytes)} of it not kept any more`, look) : ''
    const first = renderOutput(sanitiser.push(head), look)
    if (cutBytes === 0) return missing + first
    // What follows a cut belongs to no sequence that began before it.
    sanitiser = createSanitiser({ keep })
    const note = `${toShortBytes(cutBytes)} left out: skep logs ${look.run} --after ${look.run}:${cutAt}`
    return missing + first + renderNote(note, look) + renderOutput(sanitiser.push(tail), look)
  }

  return turn => (turn.kind === 'said' ? renderEntry(turn.entry, look) : renderStretch(turn.stretch))
}

function renderNote(text: string, { paint }: TurnLook): string {
  return `  ${paint(`┄ ${text} ┄`, 'faint')}\n`
}

function renderOutput(text: string, { paint, colour }: TurnLook): string {
  const lines = text.replace(/\n$/, '').split('\n')
  return text === '' ? '' : lines.map(line => `  ${paint('│', 'faint')} ${line}${colour ? '\x1b[0m' : ''}\n`).join('')
}

function renderEntry(entry: TranscriptEntry, { paint, nowMs }: TurnLook): string {
  const { tone, text } = describe(entry)
  const time = paint(toLocalTime(entry.timeMs, nowMs), 'faint')
  const actor = paint(padCells(toVisible(entry.actor), actorCells), entry.actor === 'supervisor' ? 'faint' : 'hint')
  return `${time} ${actor} ${paint(toVisible(text), tone)}\n`
}

function describe(said: Said): { readonly tone: Tone; readonly text: string } {
  switch (said.kind) {
    case 'input':
      return { tone: said.secret ? 'faint' : 'strong', text: `› ${said.text.replace(/[\r\n]+$/, '') || '⏎'}` }
    case 'end-of-input':
      return { tone: 'plain', text: '› end of input' }
    case 'signal':
      return { tone: 'waiting', text: `signal ${said.signal}` }
    case 'resize':
      return { tone: 'faint', text: `terminal is ${said.size.columns}×${said.size.rows}` }
    case 'note':
      return { tone: 'plain', text: said.text }
    case 'state':
      return { tone: 'faint', text: said.outcome ? `${said.status}: ${describeOutcome(said.outcome)}` : said.status }
  }
}
