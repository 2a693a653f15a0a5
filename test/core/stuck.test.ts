import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byName, isStuck } from '../../src/core/needs.ts'
import { hopelessFor, stuckOf } from '../../src/core/stuck.ts'
import { active, failed, type Node, named, need, recordsOf, running, waiting } from './graphs.ts'

const stuckIn = (nodes: readonly Node[]): readonly string[] => {
  const records = recordsOf(nodes)
  return [...stuckOf(records, byName(records))].map(id => id.slice('wrk_'.length))
}

/** Workers that each may need those before them, and stand anywhere. */
const graphs = fc
  .array(fc.tuple(fc.array(fc.nat(), { maxLength: 3 }), fc.constantFrom(active, waiting, failed)), {
    minLength: 1,
    maxLength: 12,
  })
  .map(rows =>
    rows.map(([needs, state], at): Node => {
      const names = at === 0 ? [] : [...new Set(needs.map(to => `w${to % at}`))]
      const run = state === active ? { run: { state: running, isChecked: at % 2 === 0 } } : {}
      return { name: `w${at}`, needs: names.map(name => need(name)), state, ...run }
    }),
  )

describe('who waits in vain', () => {
  test('is found for all at once as it is for each', () => {
    fc.assert(
      fc.property(graphs, nodes => {
        const records = recordsOf(nodes)
        const names = byName(records)
        const each = [...records.workers.values()].filter(worker => isStuck(worker, names, records))
        expect([...stuckOf(records, names)].sort()).toEqual(each.map(({ id }) => id).sort())
      }),
    )
  })

  test('is whoever waits for something that rests, and whoever waits for that one', () => {
    const migrate: Node = { name: 'migrate', state: failed }
    const api: Node = { name: 'api', needs: [need('migrate', 'completed')], state: waiting }
    const web: Node = { name: 'web', needs: [need('api')], state: waiting }
    const db: Node = { name: 'db', run: { state: running, isChecked: true } }
    const shop: Node = { name: 'shop', needs: [need('db')], state: waiting }
    expect(stuckIn([web, api, migrate, shop, db])).toEqual(['web', 'api'])
    const records = recordsOf([web, api, migrate])
    expect(hopelessFor(named(records, 'web'), byName(records), records)?.need).toEqual(need('migrate', 'completed'))
  })

  test('is whoever waits for a circle, or in one', () => {
    const one: Node = { name: 'one', needs: [need('other')], state: waiting }
    const other: Node = { name: 'other', needs: [need('one')], state: waiting }
    expect(stuckIn([one, other, { name: 'behind', needs: [need('one')], state: waiting }])).toEqual([
      'one',
      'other',
      'behind',
    ])
  })
})
