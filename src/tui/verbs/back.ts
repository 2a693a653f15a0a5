import type { Desk } from '../desk.ts'
import type { Key } from '../keys/key.ts'

/** Back to browsing, from whatever was opened. */
export function goBack(desk: Desk): void {
  desk.change(() => ({ mode: { kind: 'browsing' } }))
}

/** Goes one step back: from the zoom, the earlier run, the pane, the filter, the marks. */
export const back: Key = {
  key: ['Escape'],
  label: 'one step back: zoom, pane, earlier run, search, filter, marks',
  when: ({ screen }) => findStep(screen) !== undefined || 'there is nothing to go back from',
  does: desk => desk.change(screen => findStep(screen) ?? {}),
}

type Screen = ReturnType<Desk['now']>['screen']

function findStep({ zoomed, focus, pane, workers }: Screen): Partial<Screen> | undefined {
  if (zoomed) return { zoomed: false }
  if (pane.earlier) return { pane: { ...pane, earlier: undefined } }
  if (pane.search !== '') return { pane: { ...pane, search: '' } }
  if (focus === 'pane') return { focus: 'list' }
  if (workers.filter !== '') return { workers: { ...workers, filter: '' } }
  return workers.marked.size > 0 ? { workers: { ...workers, marked: new Set() } } : undefined
}
