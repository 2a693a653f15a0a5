import { always, type Key } from '../keys/key.ts'

/** Leaves the screen; what runs goes on. */
export const leave: Key = {
  key: ['q', 'C-c'],
  label: 'leave; what runs goes on',
  brief: 'leave',
  when: always,
  does: desk => desk.quit([]),
}
