import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Gate, openExit, openGate } from '../../../src/cli/attach/gate.ts'
import { toLeaveKey } from '../../../src/core/input/leave-key.ts'
import { createTokeniser } from '../../../src/core/input/tokeniser.ts'

const leaveKey = toLeaveKey('C-]')

/** What a program gets of what is typed, in pieces as they come, and how that leaves the gate. */
function type(
  pieces: readonly string[],
  gate: Gate = openGate(leaveKey),
): readonly [typed: string, state: Gate['state']] {
  const tokeniser = createTokeniser()
  const typed = pieces.map(piece =>
    Buffer.from(gate.take(tokeniser.push(Buffer.from(piece, 'latin1')))).toString('latin1'),
  )
  return [typed.join(''), gate.state]
}

const forms = ['\x1d', '\x1b[93;5u', '\x1b[93;69u', '\x1b[93:125;5:1u', '\x1b[27;5;93~']

describe('a gate', () => {
  test('lets every key through but the leave key, which may be the first of two', () => {
    for (const form of forms) expect([form, type([`a\x03\x1a${form}`])]).toEqual([form, ['a\x03\x1a', 'pressed']])
  })

  test('lets one through where it is pressed twice, and goes on', () => {
    for (const form of forms) expect(type([`a${form}`, `${form}b`])).toEqual([`a${form}b`, 'inside'])
    expect(type(['\x1d\x1d\x1d\x1d'])).toEqual(['\x1d\x1d', 'inside'])
    expect(type(['\x1b[93;5u\x1b[93;5:3u\x1b[93;5u\x1b[93;5:3u'])).toEqual(['\x1b[93;5u', 'inside'])
  })

  test('is left at once where another key follows, of which the program gets nothing', () => {
    for (const other of ['x', '\x1b[A', '\x1b[200~', '\r']) expect(type([`a\x1d${other}b`])).toEqual(['a', 'left'])
    expect(type(['\x1d', 'x', 'more'])).toEqual(['', 'left'])
  })

  test('waits on while only the mouse moves, the window changes or a key is let go', () => {
    expect(type(['\x1d\x1b[<35;1;1M\x1b[I\x1b[97;1:3u'])).toEqual(['\x1b[<35;1;1M\x1b[I\x1b[97;1:3u', 'pressed'])
  })

  test('has no leave key inside a paste', () => {
    expect(type(['\x1b[200~a\x1d', '\x1db\x1b[201~'])).toEqual(['\x1b[200~a\x1d\x1db\x1b[201~', 'inside'])
  })

  test('keeps what our terminal answers from the program', () => {
    expect(type(['a\x1b[?62;4cb\x1b]11;rgb:0/0/0\x1b\\c\x1bP>|xterm\x1b\\d'])).toEqual(['abcd', 'inside'])
  })

  test('lets the same through however it is cut', () => {
    const keys = fc.constantFrom(
      ...forms,
      'a',
      'é',
      '\x1b[A',
      '\x1bOP',
      '\x1b[200~x\x1dy\x1b[201~',
      '\x1b[<0;1;1M',
      '\x03',
    )
    const typing = fc.array(keys, { maxLength: 8 }).map(pressed => pressed.join(''))
    fc.assert(
      fc.property(typing, fc.array(fc.nat(), { maxLength: 4 }), (text, cuts) => {
        const bytes = Buffer.from(text).toString('latin1')
        const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].toSorted(
          (one, other) => one - other,
        )
        const pieces = places.slice(1).map((place, index) => bytes.slice(places[index], place))
        expect(type(pieces)).toEqual(type([bytes]))
      }),
    )
  })

  test('of somebody who looks on lets nothing through, and is left with either key', () => {
    const exit = (text: string) => type([text], openExit([leaveKey, toLeaveKey('C-c')]))
    expect(exit('abc\x1b[A\r\x1b[200~\x1d\x03\x1b[201~')).toEqual(['', 'inside'])
    for (const key of [...forms, '\x03', '\x1b[99;5u', '\x1b[27;5;99~']) expect(exit(`a${key}`)).toEqual(['', 'left'])
  })
})
