import { expect, test } from 'vitest'
import { Ledger } from '../../src/process/ledger.ts'
import type { ProcessRow } from '../../src/process/stat.ts'

// Above what a pid can be, so that nobody's command is read.
const first = 2 ** 30

function row(number: number, more: Partial<ProcessRow> = {}): ProcessRow {
  return {
    ...{ pid: first + number, parent: 1, group: 1, session: 1, startTicks: number, state: 'S', cpuMs: 0, rssBytes: 0 },
    ...{ command: `program ${number}`, tty: undefined, ...more },
  }
}

function note(ledger: Ledger, ...rows: ProcessRow[]): void {
  const doomed = rows.map(one => ({ row: one, depth: 0, isDetached: false }))
  ledger.note({ doomed, spared: [] }, doomed)
}

test('who ended before anything reached it ended by itself', () => {
  const ledger = new Ledger()
  note(ledger, row(1), row(2), row(3))
  ledger.noteAsked(new Map([[first + 2, 'sent']]))
  ledger.noteAlive([row(3)])
  ledger.noteKilled(new Map([[first + 3, 'sent']]))
  ledger.noteAlive([])
  expect(ledger.ended().map(({ command, by }) => [command, by])).toEqual([
    ['program 1', 'itself'],
    ['program 2', 'stop action'],
    ['program 3', 'kill'],
  ])
  expect(ledger.survivors(new Map())).toEqual([])
})

test('survivors are named with the reason and their ports', () => {
  const ledger = new Ledger()
  note(ledger, row(1), row(2, { state: 'D' }), row(3))
  ledger.noteKilled(
    new Map([[first + 1, 'not permitted'] as const, [first + 2, 'sent'] as const, [first + 3, 'sent'] as const]),
  )
  expect(ledger.isExhausted()).toBe(true)
  expect(ledger.isRefused()).toBe(false)
  expect(ledger.survivors(new Map([[first + 1, [80, 443]]]))).toEqual([
    { pid: first + 1, command: 'program 1', reason: expect.stringContaining('another user'), ports: [80, 443] },
    { pid: first + 2, command: 'program 2', reason: expect.stringContaining('state D'), ports: [] },
    { pid: first + 3, command: 'program 3', reason: expect.stringContaining('after SIGKILL'), ports: [] },
  ])
})

test('who is found to live on by right is no survivor', () => {
  const ledger = new Ledger()
  note(ledger, row(1))
  const spared = [{ pid: first + 1, command: 'program 1', reason: 'it is spared' }]
  ledger.note({ doomed: [], spared }, [{ row: row(1), depth: 0, isDetached: true }])
  expect(ledger.survivors(new Map())).toEqual([])
  expect(ledger.spared()).toEqual(spared)
})
