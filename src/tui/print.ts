import { isLive } from '../core/record.ts'
import type { Clocks } from '../core/uptime.ts'
import type { Living, LivingState } from '../store/living.ts'
import { toClock } from './clock.ts'
import { type Line, span, toPlain, toVisible } from './line.ts'
import { diagnosticSaying } from './notice.ts'
import { headerRow } from './panels/header/rows.ts'
import { unselectedRows } from './panels/workers/rows.ts'
import { selectListed } from './select.ts'
import { createScreenStore } from './state.ts'
import { paintLine, toTheme } from './theme.ts'

export type PrintOrder = {
  readonly columns: number
  /** Without them it is text and nothing else. */
  readonly colours: boolean
  readonly clocks: Clocks
}

/** The screen as text, once: the header, every worker, and what needs attention. */
export function renderScreen(living: LivingState, { columns, colours, clocks }: PrintOrder): string {
  const screen = createScreenStore({ size: { columns, rows: 1 }, clocks, theme: 'normal', leaveKey: '' }).getState()
  const now = { living, screen }
  const size = { columns, rows: Math.max(1, selectListed(now).length) }
  const workers = living.workers.size > 0 ? unselectedRows(now, size) : [[span(' no workers yet', 'faint')]]
  const theme = toTheme('normal', colours)
  const paint = (line: Line): string => (colours ? paintLine(line, theme) : toPlain(line))
  return [headerRow(now), ...workers, ...attentionLines(living)].map(line => `${paint(line).trimEnd()}\n`).join('')
}

/** The newest of them; `skep diagnostics` has all. */
const mostDiagnostics = 10

function attentionLines({ diagnostics }: LivingState): readonly Line[] {
  const all = diagnostics.filter(({ severity }) => severity !== 'info')
  if (all.length === 0) return []
  const shown = all.slice(-mostDiagnostics).map((diagnostic): Line => {
    const { tone, text } = diagnosticSaying(diagnostic)
    return [
      span(` ${tone === 'bad' ? '✖' : '!'} `, tone),
      span(`${toClock(diagnostic.timeMs)} `, 'faint'),
      span(toVisible(text)),
    ]
  })
  const rest = all.length - shown.length
  const more: readonly Line[] = rest > 0 ? [[span(` … and ${rest} before them: skep diagnostics`, 'faint')]] : []
  return [[], [span(' needs attention', 'strong')], ...shown, ...more]
}

/** A sample is taken once a second. */
const figuresWithinMs = 1_500

/** Resolves when what live runs use is known, or will not be known soon. */
export async function untilFigures({ state }: Pick<Living, 'state'>): Promise<void> {
  const isKnown = ({ runs, usage }: LivingState): boolean =>
    [...runs.values()].filter(isLive).every(({ id }) => usage.has(id))
  if (isKnown(state.getState())) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, figuresWithinMs)
  const stop = state.subscribe(now => isKnown(now) && resolve())
  await promise
  clearTimeout(timer)
  stop()
}
