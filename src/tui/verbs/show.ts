import { always, type Key } from '../keys/key.ts'

/** What changes how the screen is seen, and nothing else. */
export const showKeys: readonly Key[] = [
  {
    key: ['Tab', 'BTab'],
    label: 'other panel: list or pane',
    when: always,
    does: desk =>
      desk.change(({ focus, zoomed }) =>
        zoomed ? { zoomed: false, focus: 'list' } : { focus: focus === 'list' ? 'pane' : 'list' },
      ),
  },
  {
    key: ['z'],
    label: 'zoom the pane, or show the list again',
    brief: 'zoom',
    when: always,
    does: desk => desk.change(({ zoomed }) => ({ zoomed: !zoomed, focus: zoomed ? 'list' : 'pane' })),
  },
  {
    key: ['T'],
    label: 'theme: normal, high contrast',
    when: always,
    does: desk => desk.change(({ theme }) => ({ theme: theme === 'normal' ? 'contrast' : 'normal' })),
  },
  { key: ['C-z'], label: 'suspend: back to the shell, fg returns', when: always, does: desk => desk.suspend() },
]
