import type { OutputSource } from '../../client/client.ts'
import type { Size } from '../../core/output.ts'
import { openTerminalPane } from '../panes/terminal-pane.ts'
import type { BodyPane } from './body-pane.ts'
import { bodyRectangle } from './rectangle.ts'

/** A run's terminal, in the size in which it is seen: the program is told that size while somebody looks. */
export function openTerminalBody(source: OutputSource, size: Size): BodyPane {
  const pane = openTerminalPane({ source, size })
  return {
    pane,
    update(now) {
      const rectangle = bodyRectangle(now)
      if (!rectangle) return
      const { columns, rows } = rectangle
      if (columns !== pane.size.columns || rows !== pane.size.rows) pane.resize({ columns, rows })
    },
    nextMatch: () => {},
    modes: () => pane.modes,
    close: pane.close,
  }
}
