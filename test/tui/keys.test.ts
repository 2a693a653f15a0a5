import { describe, expect, it } from 'vitest'
import { keyBytes } from '../../src/core/keys.ts'
import { reasonOf } from '../../src/tui/keys/reason.ts'
import { showKeys } from '../../src/tui/keys/show.ts'
import { browsingTable, tableOf } from '../../src/tui/keys/table.ts'
import { toPlain } from '../../src/tui/line.ts'
import { helpLines } from '../../src/tui/panels/help/rows.ts'
import { statusRows } from '../../src/tui/panels/status/rows.ts'
import { emptyWorkersMemory } from '../../src/tui/panels/workers/state.ts'
import type { Mode } from '../../src/tui/state.ts'
import { type NowOptions, nowOf } from './screen/now.ts'
import { began, grouped, make, shop } from './screen/records.ts'

const selecting = (name: string): NowOptions => {
  const { workers } = nowOf([]).screen
  return { screen: { workers: { ...workers, selected: `wrk_${name}` } } }
}
const situations = {
  'no worker': nowOf([]),
  'a worker that runs': nowOf(shop()),
  'a worker that is stopping': nowOf(shop(), selecting('stubborn')),
  'a worker that waits for its next try': nowOf(shop(), selecting('mailer')),
  'a worker that has ended': nowOf(shop(), selecting('migrate')),
  'a worker that never ran': nowOf(shop(), selecting('manual')),
  'a terminal': nowOf(shop(), selecting('python')),
  'a worker that is paused': nowOf([make('api', { run: began.running(9_000), more: { pausedAtMs: 1 } })]),
  'a heading': nowOf(grouped(), { screen: { workers: { ...emptyWorkersMemory, selected: 'group:web' } } }),
  'the focus in the pane': nowOf(shop(), { screen: { focus: 'pane' } }),
}

describe('the keys', () => {
  it('each have bytes that a terminal sends for them', () => {
    const tables = [...Object.values(situations).map(now => browsingTable(now.screen)), ...modeTables()]
    for (const { keys } of tables)
      for (const name of keys.flatMap(({ key }) => key))
        expect(keyBytes(name, { applicationCursor: false }), name).toBeDefined()
  })

  it('mean one thing at a time, whatever the situation', () => {
    for (const now of Object.values(situations)) {
      const working = tableOf(now).keys.filter(key => key.when(now) === true)
      const names = working.flatMap(({ key }) => key)
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    }
  })

  it('that are off have a sentence that says why', () => {
    for (const now of Object.values(situations))
      for (const key of tableOf(now).keys)
        if (key.when(now) !== true) expect(reasonOf([key], now), key.label).toMatch(/\w+ \w+/)
  })

  it.each(Object.entries(situations))('are these with %s', (_, now) => {
    const { keys } = tableOf(now)
    const off = keys.filter(key => key.when(now) !== true)
    expect({
      line: statusRows(now).map(toPlain).join('').trim(),
      off: off.map(key => `${showKeys(key.key)}: ${reasonOf([key], now)}`),
    }).toMatchSnapshot()
  })

  it('are all in the help, with what they do', () => {
    const now = situations['a worker that runs']
    const help = helpLines(now, 100).map(toPlain).join('\n')
    for (const { key, label } of tableOf(now).keys) {
      expect(help).toContain(showKeys(key))
      expect(help).toContain(label)
    }
  })

  it('leave Ctrl-A and Ctrl-B to whoever multiplexes the terminal', () => {
    for (const now of Object.values(situations))
      for (const { key } of tableOf(now).keys) expect(key).not.toEqual(expect.arrayContaining(['C-a']))
  })
})

function modeTables(): readonly ReturnType<typeof tableOf>[] {
  const draft = { before: '', after: '' }
  const modes: readonly Mode[] = [
    { kind: 'typing', worker: 'wrk_api', draft },
    { kind: 'filtering', draft, before: '' },
    { kind: 'searching', draft, before: '' },
    { kind: 'helping', top: 0 },
    { kind: 'choosing', menu: { title: '', items: [], at: 0 } },
  ]
  return modes.map(mode => tableOf(nowOf([], { screen: { mode } })))
}
