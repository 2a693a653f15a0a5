import { chainOf } from '../../core/chain.ts'
import type { WorkerId } from '../../core/id.ts'
import { isLive } from '../../core/record.ts'
import type { TreeProcess } from '../../core/usage.ts'
import type { Living } from '../../store/living.ts'
import { selectSeen } from '../../store/select.ts'
import type { Now } from '../now.ts'
import { infoLines } from '../panels/info/rows.ts'
import { openTextPane } from '../panes/text-pane.ts'
import { selectShownRun } from '../select.ts'
import { shownWordOf } from '../shown.ts'
import { openAnswers } from './answers.ts'
import type { BodyPane } from './body-pane.ts'
import type { Paint } from './paint.ts'

/** Often enough to see a tree grow and a check be answered. Both are asked for only while they are looked at. */
const askedMs = 2_000

/** All about a worker; the process tree and what checks were answered are asked for while this is open. */
export function openInfoBody({ manager }: Pick<Living, 'manager'>, worker: WorkerId, paint: Paint): BodyPane {
  const pane = openTextPane()
  const answers = openAnswers(manager)
  let tree: readonly TreeProcess[] = []
  let now: Now | undefined
  let shown = ''

  function show(): void {
    const seen = now && selectSeen(now.living, worker)
    if (!now || !seen) return
    const { living } = now
    const run = selectShownRun(now)
    const lines = infoLines({
      seen,
      wordOf: id => shownWordOf(living, id),
      chain: chainOf(seen.worker, {
        picture: living,
        nowMs: now.screen.clocks.nowMs,
        evidence: answers.of,
      }),
      earlier: run?.id === seen.run?.id ? undefined : run,
      usage: run && living.usage.get(run.id),
      tree: run && isLive(run) ? tree : [],
      diagnostics: living.diagnostics.filter(diagnostic => diagnostic.worker === worker),
      clocks: now.screen.clocks,
    }).map(paint)
    // The clock alone seldom changes what is read.
    const text = lines.join('\n')
    if (text !== shown) pane.setLines(lines)
    shown = text
  }

  async function ask(): Promise<void> {
    await Promise.all([askTree(), now && answers.refresh(now, worker)])
    show()
  }

  async function askTree(): Promise<void> {
    const run = now && selectShownRun(now)
    // A run that has just ended has no tree any more; one whose runtime is away has that which was seen last.
    tree = run && isLive(run) ? await manager.tree(run.id).catch(() => tree) : []
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
