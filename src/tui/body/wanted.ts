import type { WorkerId } from '../../core/id.ts'
import type { StreamChoice } from '../../core/output.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Now } from '../now.ts'
import type { Tab } from '../panels/pane/state.ts'
import type { HeadingId, ItemId } from '../panels/workers/heading.ts'
import { selectHeading, selectItem, selectSelected, selectShownRun, selectTab } from '../select.ts'

/** What the pane is to show. */
export type Wanted =
  | { readonly kind: 'output'; readonly run: RunRecord; readonly stream: StreamChoice }
  | { readonly kind: 'terminal'; readonly run: RunRecord }
  | { readonly kind: 'transcript'; readonly run: RunRecord }
  | { readonly kind: 'info'; readonly worker: WorkerId }
  /** All of a heading. */
  | { readonly kind: 'members'; readonly heading: HeadingId }
  /** Of a row of the list, or of the project alone. */
  | { readonly kind: 'needs'; readonly of: ItemId | undefined }

const streams: { readonly [Name in Tab]?: StreamChoice } = { output: 'all', out: 'stdout', err: 'stderr' }

/** What the pane is to show now; nothing where no worker is, or the worker has never run. */
export function selectWanted(now: Now): Wanted | undefined {
  const tab = selectTab(now)
  if (tab === 'needs') return { kind: 'needs', of: selectItem(now)?.id }
  const heading = selectHeading(now)
  if (heading) return { kind: 'members', heading: heading.id }
  const selected = selectSelected(now)
  if (!selected) return undefined
  if (tab === 'info') return { kind: 'info', worker: selected.worker.id }
  const run = selectShownRun(now)
  if (!run) return undefined
  if (tab === 'transcript') return { kind: 'transcript', run }
  return run.tty ? { kind: 'terminal', run } : { kind: 'output', run, stream: streams[tab] ?? 'all' }
}

/** Whether one pane can show both. */
export function isSameWanted(one: Wanted | undefined, other: Wanted | undefined): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf(wanted: Wanted | undefined): string {
  if (!wanted) return ''
  if (wanted.kind === 'info') return `info ${wanted.worker}`
  if (wanted.kind === 'needs') return `needs ${wanted.of ?? ''}`
  if (wanted.kind === 'members') return `members ${wanted.heading}`
  return `${wanted.kind} ${wanted.run.id} ${'stream' in wanted ? wanted.stream : ''}`
}
