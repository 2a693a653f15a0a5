import type { OutputSource } from '../../client/client.ts'
import type { StreamChoice } from '../../core/output.ts'
import { openOutputPane } from '../panes/output-pane.ts'
import { toPattern } from '../panes/pattern.ts'
import type { BodyPane } from './body-pane.ts'

/** A run's output on pipes, wrapped, stamped and searched as the screen remembers it. */
export function openOutputBody(source: OutputSource, stream: StreamChoice): BodyPane {
  const pane = openOutputPane({ source, stream })
  let [wrap, times, search] = [true, false, '']
  return {
    pane,
    update({ screen }) {
      const next = screen.pane
      if (next.wrap !== wrap) pane.setWrap(next.wrap)
      if (next.times !== times) pane.setTimes(next.times)
      if (next.search !== search) pane.search(toPattern(next.search))
      ;({ wrap, times, search } = next)
    },
    nextMatch: pane.nextMatch,
    modes: undefined,
    close: pane.close,
  }
}
