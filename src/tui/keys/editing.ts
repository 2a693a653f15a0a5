import { always, type Key } from './key.ts'

/** The keys with which a line is edited, wherever there is one. */
export function editingKeys(does: Key['does'], taken: readonly string[] = []): readonly Key[] {
  const rows: readonly Pick<Key, 'key' | 'label'>[] = [
    { key: ['Left', 'Right', 'C-b', 'C-f'], label: 'move the cursor' },
    { key: ['Home', 'End', 'C-a', 'C-e'], label: 'to the start, to the end' },
    { key: ['BSpace', 'DC', 'C-h'], label: 'erase a character' },
    { key: ['C-w', 'C-u', 'C-k'], label: 'erase a word, to the start, to the end' },
  ]
  return rows.map(({ key, label }) => ({ key: key.filter(name => !taken.includes(name)), label, when: always, does }))
}
