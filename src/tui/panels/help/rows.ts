import { toClock } from '../../clock.ts'
import type { Key } from '../../keys/key.ts'
import { reasonOf } from '../../keys/reason.ts'
import { showKeys } from '../../keys/show.ts'
import { browsingTable } from '../../keys/table.ts'
import { cutText, fitText, type Line, span, toVisible } from '../../line.ts'
import { diagnosticSaying, type Notice } from '../../notice.ts'
import type { Now } from '../../now.ts'

const keyColumns = 14

/** Every key that is there: those that work, those that do not and why, and what was said lately. */
export function helpLines(now: Now, columns: number): readonly Line[] {
  const { keys } = browsingTable(now.screen)
  const on = keys.filter(key => key.when(now) === true)
  const off = keys.filter(key => key.when(now) !== true)
  return [
    ...section(
      'keys that work here',
      on.map(key => onLine(key, columns)),
    ),
    ...section(
      'keys that are off now, and why',
      off.map(key => offLine(key, now, columns)),
    ),
    ...section('said lately', saidLines(now, columns)),
  ]
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[span(title, 'strong')], ...lines, []]
}

function onLine({ key, label }: Key, columns: number): Line {
  return [span(` ${fitText(showKeys(key), keyColumns)} `, 'key'), span(cutText(label, columns - keyColumns - 2))]
}

function offLine(key: Key, now: Now, columns: number): Line {
  const shown = span(` ${fitText(showKeys(key.key), keyColumns)} `, 'faint')
  const reason = toVisible(reasonOf([key], now))
  const room = columns - keyColumns - 2
  return [
    shown,
    span(cutText(key.label, room)),
    span(cutText(` — ${reason}`, Math.max(0, room - key.label.length)), 'faint'),
  ]
}

/** The newest so many of what was said are shown. */
const saidShown = 20

function saidLines({ living, screen }: Now, columns: number): readonly Line[] {
  const diagnostics = living.diagnostics.map(
    (diagnostic): Pick<Notice, 'timeMs' | 'tone' | 'text'> => ({
      timeMs: diagnostic.timeMs,
      ...diagnosticSaying(diagnostic),
    }),
  )
  const said = [...diagnostics, ...screen.notices].sort((one, other) => other.timeMs - one.timeMs)
  return said
    .slice(0, saidShown)
    .map(({ timeMs, tone, text }) => [
      span(` ${toClock(timeMs)} `, 'faint'),
      span(cutText(toVisible(text), columns - 11), tone === 'good' || tone === 'hint' ? 'plain' : tone),
    ])
}
