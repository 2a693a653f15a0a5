import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyBytes, keyNames } from '../../src/core/keys.ts'

const plain = { applicationCursor: false }

function typed(name: string, modes = plain): string | undefined {
  const bytes = keyBytes(name, modes)
  return bytes && Buffer.from(bytes).toString()
}

test.each([
  ['C-c', '\x03'],
  ['c-C', '\x03'],
  ['^d', '\x04'],
  ['C-[', '\x1b'],
  ['C-Space', '\0'],
  ['C-?', '\x7f'],
  ['C-/', '\x1f'],
  ['M-x', '\x1bx'],
  ['M-é', '\x1bé'],
  ['C-M-a', '\x1b\x01'],
  ['M-C-a', '\x1b\x01'],
  ['S-a', 'A'],
  ['q', 'q'],
  ['-', '-'],
  ['^', '^'],
  ['😀', '😀'],
  ['Enter', '\r'],
  ['M-Enter', '\x1b\r'],
  ['Escape', '\x1b'],
  ['Tab', '\t'],
  ['BTab', '\x1b[Z'],
  ['S-Tab', '\x1b[Z'],
  ['Space', ' '],
  ['BSpace', '\x7f'],
  ['C-BSpace', '\b'],
  ['up', '\x1b[A'],
  ['Up', '\x1b[A'],
  ['C-Left', '\x1b[1;5D'],
  ['S-Up', '\x1b[1;2A'],
  ['C-M-S-End', '\x1b[1;8F'],
  ['Home', '\x1b[H'],
  ['IC', '\x1b[2~'],
  ['DC', '\x1b[3~'],
  ['PPage', '\x1b[5~'],
  ['PageUp', '\x1b[5~'],
  ['NPage', '\x1b[6~'],
  ['S-PageDown', '\x1b[6;2~'],
  ['F1', '\x1bOP'],
  ['C-F1', '\x1b[1;5P'],
  ['F5', '\x1b[15~'],
  ['S-F12', '\x1b[24;2~'],
])('%s types what xterm sends', (name, text) => {
  expect(typed(name)).toBe(text)
})

test('a program that asked for application cursor keys gets plain arrows, Home and End its own way', () => {
  const application = { applicationCursor: true }
  expect(['Up', 'Home', 'End', 'C-Up', 'F5', 'a'].map(name => typed(name, application))).toEqual([
    ...['\x1bOA', '\x1bOH', '\x1bOF'],
    ...['\x1b[1;5A', '\x1b[15~', 'a'],
  ])
})

test.each(['', 'Nope', 'C-', 'C-Enter', 'C-é', 'F13', 'constructor', '__proto__', 'C-__proto__', 'hello'])(
  '%j is no key',
  name => {
    expect(keyBytes(name, plain)).toBeUndefined()
  },
)

test('every name that is offered is a key', () => {
  expect(keyNames.filter(name => keyBytes(name, plain) === undefined)).toEqual([])
})

test('whatever is asked for, the answer is bytes or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (name, applicationCursor) => {
      const bytes = keyBytes(name, { applicationCursor })
      expect(bytes === undefined || bytes.length > 0).toBe(true)
    }),
  )
})
