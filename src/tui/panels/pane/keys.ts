import type { RunRecord } from '../../../core/record.ts'
import type { Desk } from '../../desk.ts'
import { toDraft } from '../../draft.ts'
import type { Key } from '../../keys/key.ts'
import type { Now } from '../../now.ts'
import type { Scroll } from '../../pane.ts'
import { selectHeading, selectItem, selectSelected, selectShownRun, selectTab, selectTabs } from '../../select.ts'
import { carryOut } from '../../verbs/carry-out.ts'
import { noWorker, whyNoWorker } from '../../verbs/target.ts'
import { isOutput, isText, nextTab } from './state.ts'

const someRun: Key['when'] = now => {
  const selected = selectSelected(now)
  if (!selected) return whyNoWorker(now)
  return selectShownRun(now) !== undefined || `${selected.worker.spec.name} has not run yet: s starts it`
}

/** What is said about a worker can be read before it has run. */
const someText: Key['when'] = now =>
  isText(selectTab(now)) && (selectItem(now) || now.living.workers.size > 0) ? true : someRun(now)

const onOutput: Key['when'] = now => {
  const tab = selectTab(now)
  if (selectHeading(now)) return whyNoWorker(now)
  if (!isOutput(tab)) return `${tab === 'needs' ? 'these are' : 'this is'} the ${tab}: h and l go to the output`
  return someRun(now)
}

const onPipe: Key['when'] = now =>
  selectSelected(now)?.worker.spec.tty ? 'a terminal is shown as its program draws it' : onOutput(now)

const onSearched: Key['when'] = now =>
  selectSelected(now)?.worker.spec.tty ? 'only what is printed to pipes is searched, not a terminal' : onOutput(now)

const scrolls: Readonly<Record<string, Scroll>> = {
  j: { by: 'line', count: 1 },
  Down: { by: 'line', count: 1 },
  k: { by: 'line', count: -1 },
  Up: { by: 'line', count: -1 },
  PageDown: { by: 'page', count: 1 },
  PageUp: { by: 'page', count: -1 },
  'C-d': { by: 'half-page', count: 1 },
  'C-u': { by: 'half-page', count: -1 },
  g: { to: 'start' },
  Home: { to: 'start' },
  G: { to: 'end' },
  End: { to: 'end' },
}

function scroll(desk: Desk, key: string): void {
  const move = scrolls[key]
  if (move) desk.body.scroll(move)
}

/** The keys of the pane that has the focus. */
export const scrollKeys: readonly Key[] = [
  { key: ['j', 'k', 'Up', 'Down'], label: 'scroll a line', when: someText, does: scroll },
  { key: ['PageUp', 'PageDown'], label: 'scroll a page', when: someText, does: scroll },
  { key: ['g', 'G', 'Home', 'End'], label: 'to the first byte kept, to the end', when: someText, does: scroll },
]

/** The keys that have to do with the pane and work everywhere. */
export const paneKeys: readonly Key[] = [
  {
    key: ['h', 'l', 'Left', 'Right'],
    label: 'other tab: output, out, err, transcript, info, needs',
    when: now => now.living.workers.size > 0 || noWorker,
    does: (desk, key) => changeTab(desk, key === 'l' || key === 'Right' ? 1 : -1),
  },
  { key: ['C-u', 'C-d'], label: 'scroll half a page', when: someText, does: scroll },
  {
    key: ['f'],
    label: 'follow the end',
    when: onOutput,
    does: desk => desk.body.scroll({ to: 'end' }),
  },
  {
    key: ['w'],
    label: 'wrap long lines, or cut them',
    when: onPipe,
    does: desk => desk.change(({ pane }) => ({ pane: { ...pane, wrap: !pane.wrap } })),
  },
  {
    key: ['t'],
    label: 'time stamps',
    when: onPipe,
    does: desk => desk.change(({ pane }) => ({ pane: { ...pane, times: !pane.times } })),
  },
  {
    key: ['[', ']'],
    label: 'earlier, later run',
    when: someRun,
    does: (desk, key) => showOther(desk, key === '[' ? 1 : -1),
  },
]

/** Searching, in the pane that has the focus. */
export const searchKeys: readonly Key[] = [
  {
    key: ['/'],
    label: 'search in the output',
    brief: 'search',
    when: onSearched,
    does: desk => desk.change(({ pane }) => ({ mode: { kind: 'searching', draft: toDraft(''), before: pane.search } })),
  },
]

/** Going from match to match. */
export const matchKeys: readonly Key[] = [
  {
    key: ['n', 'N'],
    label: 'next, previous match',
    when: ({ screen }) => screen.pane.search !== '' || 'nothing is searched for: Tab to the output, then /',
    does: (desk, key) => desk.body.nextMatch(key === 'n' ? 1 : -1),
  },
]

function changeTab(desk: Desk, by: number): void {
  const tab = nextTab(selectTabs(desk.now()), desk.now().screen.pane.tab, by)
  desk.change(({ pane }) => ({ pane: { ...pane, tab } }))
}

/** How many runs of a worker can be gone back through. */
const mostRuns = 64

function showOther(desk: Desk, by: 1 | -1): void {
  const id = selectSelected(desk.now())?.worker.id
  if (!id) return
  carryOut(desk, async () => {
    const runs = await desk.living.runs.runs(id, mostRuns)
    const at = runs.findIndex(run => run.id === selectShownRun(desk.now())?.id) + by
    const run = runs[at]
    if (!run) return { tone: 'waiting', text: by === 1 ? 'there is no earlier run' : 'this is the latest run' }
    showRun(desk, run, { place: at + 1, of: runs.length })
    return undefined
  })
}

function showRun(desk: Desk, run: RunRecord, { place, of }: { readonly place: number; readonly of: number }): void {
  const earlier = isLast(desk.now(), run) ? undefined : { run, place, of }
  desk.change(({ pane }) => ({ pane: { ...pane, earlier } }))
}

function isLast({ living }: Now, run: RunRecord): boolean {
  return living.workers.get(run.worker)?.run === run.id
}
