import { memberLines } from '../panels/members/rows.ts'
import { openTextPane } from '../panes/text-pane.ts'
import { selectHeading } from '../select.ts'
import type { BodyPane } from './body-pane.ts'
import type { Paint } from './paint.ts'

/** All about the workers of the heading that the cursor is on. */
export function openMembersBody(paint: Paint): BodyPane {
  const pane = openTextPane()
  let shown = ''
  return {
    pane,
    update(now) {
      const heading = selectHeading(now)
      const lines = heading ? memberLines(now, heading).map(paint) : []
      const text = lines.join('\n')
      if (text !== shown) pane.setLines(lines)
      shown = text
    },
    nextMatch: () => {},
    modes: undefined,
    close: pane.close,
  }
}
