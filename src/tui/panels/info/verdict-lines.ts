import { toFineTime } from '../../../core/figures.ts'
import type { StopAction } from '../../../core/spec.ts'
import type { Verdict } from '../../../core/verdict.ts'
import { type Line, span, toVisible } from '../../line.ts'
import { endedWords } from '../../verdict.ts'

/** A verdict with every process and how it ended, or why it did not. */
export function verdictLines({ ended, survivors, spared, tookMs }: Verdict, action: StopAction): readonly Line[] {
  return [
    [span(` took ${toFineTime(tookMs)}`, 'faint')],
    ...ended.map(
      ({ pid, command, by }): Line => [
        span(' ✔ ', 'good'),
        ...processSpans(pid, command),
        span(endedWords(by, action), by === 'kill' ? 'waiting' : 'plain'),
      ],
    ),
    ...spared.map(
      ({ pid, command, reason }): Line => [
        span(' · ', 'hint'),
        ...processSpans(pid, command),
        span(`spared: ${toVisible(reason)}`),
      ],
    ),
    ...survivors.map(
      ({ pid, command, reason, ports }): Line => [
        span(' ✖ ', 'bad'),
        ...processSpans(pid, command),
        span(
          `survives: ${toVisible(reason)}${ports.length > 0 ? `, holds ${ports.map(port => `:${port}`).join(' ')}` : ''}`,
          'bad',
        ),
      ],
    ),
  ]
}

function processSpans(pid: number, command: string): Line {
  return [span(`${pid} `, 'faint'), span(`${toVisible(command)}  `)]
}
