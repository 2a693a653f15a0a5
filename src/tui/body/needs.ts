import type { WorkerId } from '../../core/id.ts'
import type { Living } from '../../store/living.ts'
import type { Now } from '../now.ts'
import { needsLines } from '../panels/needs/rows.ts'
import { openTextPane } from '../panes/text-pane.ts'
import { membersOf, selectItem, selectMembers } from '../select.ts'
import { openAnswers } from './answers.ts'
import type { BodyPane } from './body-pane.ts'
import type { Paint } from './paint.ts'
import { bodyRectangle } from './rectangle.ts'

/** A check that is answered anew is seen soon enough. It is asked for only while it is looked at. */
const askedMs = 2_000

/** What the row that the cursor is on needs, and who needs it; of nothing, how the project hangs together. */
export function openNeedsBody({ manager }: Pick<Living, 'manager'>, paint: Paint): BodyPane {
  const pane = openTextPane()
  const answers = openAnswers(manager)
  let now: Now | undefined
  let shown = ''

  function show(): void {
    if (!now) return
    const item = selectItem(now)
    const { workers } = now.living
    const answerOf = (id: WorkerId): string | undefined => {
      const run = workers.get(id)?.run
      return run && answers.of(run).answer
    }
    const roots = selectMembers(now, membersOf(item)).map(({ worker }) => worker)
    const title = item?.kind === 'heading' ? item.name : (roots[0]?.spec.name ?? '')
    const lines = needsLines({ now, roots, title, columns: columnsIn(now), answerOf }).map(paint)
    const text = lines.join('\n')
    if (text !== shown) pane.setLines(lines)
    shown = text
  }

  async function ask(): Promise<void> {
    const item = now && selectItem(now)
    if (!now || item?.kind !== 'worker') return
    await answers.refresh(now, item.id)
    show()
  }

  const timer = setInterval(ask, askedMs)
  return {
    pane,
    update(next) {
      const isFirst = now === undefined
      now = next
      show()
      if (isFirst) void ask()
    },
    nextMatch: () => {},
    modes: undefined,
    close() {
      clearInterval(timer)
      pane.close()
    },
  }
}

/** A cell is left free at the frame. */
function columnsIn(now: Now): number {
  return Math.max(1, (bodyRectangle(now)?.columns ?? 1) - 1)
}
