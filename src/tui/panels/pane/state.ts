import type { RunRecord } from '../../../core/record.ts'

export type Tab = 'output' | 'out' | 'err' | 'transcript' | 'info' | 'needs'

/** Whether a tab shows what the run has printed. */
export function isOutput(tab: Tab): boolean {
  return tab === 'output' || tab === 'out' || tab === 'err'
}

/** Whether a tab shows what is known about the worker, also before it has run. */
export function isText(tab: Tab): boolean {
  return tab === 'info' || tab === 'needs'
}

/** What the pane remembers. */
export type PaneMemory = {
  readonly tab: Tab
  /** An earlier run that was asked for, as long as its worker is the selected one. */
  readonly earlier: EarlierRun | undefined
  readonly wrap: boolean
  readonly times: boolean
  /** What is searched for in the output; empty for nothing. */
  readonly search: string
  /** What the pane says of itself, for the foot of the frame. */
  readonly foot: string
}

/** A run that is not the worker's last: which one, and where it stands among those that are kept, the newest being 1. */
export type EarlierRun = {
  readonly run: RunRecord
  readonly place: number
  readonly of: number
}

export const emptyPaneMemory: PaneMemory = {
  tab: 'output',
  earlier: undefined,
  wrap: true,
  times: false,
  search: '',
  foot: '',
}

/** The tabs of a run: a terminal is one stream by nature, and so are merged pipes. */
export function tabsOf({ apart }: { readonly apart: boolean }): readonly Tab[] {
  return apart ? ['output', 'out', 'err', 'transcript', 'info'] : ['output', 'transcript', 'info']
}

/** With the needs, where some worker of the project has any. */
export function plusNeeds(tabs: readonly Tab[], hasNeeds: boolean): readonly Tab[] {
  return hasNeeds ? [...tabs, 'needs'] : tabs
}

/** The tab that is shown: the remembered one where there is such a one here. */
export function shownTab(tabs: readonly Tab[], tab: Tab): Tab {
  return tabs.includes(tab) ? tab : (tabs[0] ?? 'output')
}

/** The tab so many further, around the end. */
export function nextTab(tabs: readonly Tab[], tab: Tab, by: number): Tab {
  const at = tabs.indexOf(shownTab(tabs, tab))
  return tabs.at((at + by) % tabs.length) ?? 'output'
}
