import type { Desk } from '../desk.ts'
import type { Key } from '../keys/key.ts'
import type { MenuItem } from '../panels/menu/state.ts'
import { hasLiveRun, selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, namesOf, notRunning, whenSome } from './target.ts'

const signals = [
  ['INT', 'interrupt, as Ctrl-C does'],
  ['TERM', 'ask to end'],
  ['HUP', 'hang up; many programs read their configuration again'],
  ['QUIT', 'end with a dump'],
  ['USR1', 'whatever the program means by it'],
  ['USR2', 'whatever the program means by it'],
  ['STOP', 'suspend'],
  ['CONT', 'go on'],
  ['WINCH', 'the size of the terminal changed'],
  ['KILL', 'end at once, without a verdict'],
] as const

/** Opens the menu of signals for the whole tree. */
export const signal: Key = {
  key: ['C-x'],
  label: 'send a signal',
  when: now => whenSome(now, hasLiveRun, notRunning),
  does(desk) {
    const title = `signal for ${namesOf(selectTargets(desk.now()).filter(hasLiveRun))}`
    const items = signals.map(([name, about]) => ({ name, about, choose: () => send(desk, name) }))
    open(desk, title, items)
  },
}

function open(desk: Desk, title: string, items: readonly MenuItem[]): void {
  desk.change(() => ({ mode: { kind: 'choosing', menu: { title, items, at: 0 } } }))
}

function send(desk: Desk, name: string): void {
  const targets = selectTargets(desk.now()).filter(hasLiveRun)
  carryOut(desk, async () => {
    await desk.living.manager.signal(idsOf(targets), `SIG${name}`)
    return { tone: 'good', text: `${name} sent to ${namesOf(targets)}` }
  })
}
