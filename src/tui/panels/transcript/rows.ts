import type { Actor } from '../../../core/actor.ts'
import { describeOutcome } from '../../../core/outcome.ts'
import type { Said, TranscriptEntry } from '../../../core/transcript.ts'
import { toClock } from '../../clock.ts'
import { fitText, type Line, span, type Tone, toVisible } from '../../line.ts'

/** Who did it, at the width of most names. */
const actorColumns = 10

/** The conversation with a run, one line an entry: when, who, what. */
export function transcriptLines(entries: readonly TranscriptEntry[]): readonly Line[] {
  if (entries.length === 0) return [[span('nothing was said yet', 'faint')]]
  return entries.map(entryLine)
}

function entryLine(entry: TranscriptEntry): Line {
  const { tone, text } = describe(entry)
  return [
    span(`${toClock(entry.timeMs)} `, 'faint'),
    span(`${fitText(actorName(entry.actor), actorColumns)} `, entry.actor === 'supervisor' ? 'faint' : 'hint'),
    span(text, tone),
  ]
}

function actorName(actor: Actor): string {
  return toVisible(actor.replace(/^agent:/, ''))
}

type Described = { readonly tone: Tone; readonly text: string }

function describe(said: Said): Described {
  switch (said.kind) {
    case 'input':
      return { tone: said.secret ? 'faint' : 'strong', text: `› ${showTyped(said.text)}` }
    case 'end-of-input':
      return { tone: 'plain', text: '› end of input' }
    case 'signal':
      return { tone: 'waiting', text: `signal ${said.signal}` }
    case 'resize':
      return { tone: 'faint', text: `terminal is ${said.size.columns}×${said.size.rows}` }
    case 'note':
      return { tone: 'plain', text: toVisible(said.text) }
    case 'state':
      return describeState(said)
  }
}

function describeState({ status, outcome }: Extract<Said, { kind: 'state' }>): Described {
  if (!outcome) return { tone: status === 'stopping' ? 'waiting' : 'faint', text: status }
  const isGood =
    outcome.kind === 'completed' || outcome.kind === 'stopped' || (outcome.kind === 'exited' && outcome.code === 0)
  return { tone: isGood ? 'good' : 'bad', text: `${status}: ${toVisible(describeOutcome(outcome))}` }
}

/** What was typed, on one line: Enter at its end goes without saying. */
function showTyped(text: string): string {
  return toVisible(text.replace(/[\r\n]+$/, '')) || '⏎'
}
