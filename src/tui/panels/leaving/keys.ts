import { asking } from '../../keys/asking.ts'
import { always, type Key } from '../../keys/key.ts'
import type { Now } from '../../now.ts'
import { hurry } from '../../verbs/stop-all.ts'
import type { Leaving } from './state.ts'

function leavingOf({ screen: { mode } }: Now): Leaving | undefined {
  return mode.kind === 'leaving' ? mode.leaving : undefined
}

const whenFailed: Key['when'] = now => leavingOf(now)?.problem !== undefined || 'everything is being stopped'

/** The keys while everything is being stopped. */
export const leavingKeys: readonly Key[] = [
  asking({
    key: ['X'],
    label: 'do not wait: kill what is left',
    brief: 'kill what is left',
    when(now) {
      const leaving = leavingOf(now)
      if (leaving?.problem !== undefined) return 'it could not be stopped'
      return leaving?.hurried ? 'they are being killed' : true
    },
    does: hurry,
  }),
  {
    key: ['q', 'C-c'],
    label: 'leave without waiting; a stop that is under way goes on',
    brief: now => (leavingOf(now)?.problem === undefined ? 'leave now' : 'leave as it is'),
    when: always,
    does: desk => desk.quit(leavingOf(desk.now())?.reports ?? []),
  },
  {
    key: ['Escape'],
    label: 'back to the screen',
    brief: 'back',
    when: whenFailed,
    does: desk => desk.change(() => ({ mode: { kind: 'browsing' } })),
  },
]
