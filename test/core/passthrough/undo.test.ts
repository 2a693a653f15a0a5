import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPassthrough } from '../../../src/core/passthrough/passthrough.ts'
import { openEmulator } from '../../../src/screen/emulator.ts'
import { openDisplay } from '../../scenes/display.ts'
import { changes, cutOutputs, pass, toBytes, toText } from './fragments.ts'

// The last column has a tab stop of its own, as the tabs of undo have it.
const size = { columns: 25, rows: 5 }

/** What of a terminal is not as it was, in words, after a program wrote these pieces and its viewer left. */
async function changedAfter(pieces: readonly string[], undoes = true): Promise<readonly string[]> {
  const display = openDisplay({ ...size, reply: () => undefined })
  const passthrough = createPassthrough({ clipboard: 'refuse' })
  for (const piece of pieces) display.write(toText(passthrough.push(toBytes(piece))))
  if (undoes) display.write(toText(passthrough.undo()))
  await display.settled()
  const { changed } = display.modes()
  display.close()
  return changed
}

/** Everything that an emulator tells of its state, once it is cleared: the same as of a new one, or not. */
async function stateAfter(bytes: readonly Uint8Array[]): Promise<unknown> {
  const emulator = openEmulator({ size, answers: false })
  for (const chunk of bytes) emulator.write(chunk)
  // Where the cursor was, was saved, and what is shown is no mode; the title is for a pile that this emulator does not have.
  emulator.write(toBytes('\x1b[2J\x1b[3J\x1b[H\x1b7\x1b]2;\x07'))
  await emulator.settled()
  const { modes, cursor } = emulator
  // A set keyboard that is set to nothing is none.
  const state = { modes, cursor, text: emulator.serialise(0).replace('\x1b[>0u', '') }
  emulator.close()
  return state
}

describe('undo', () => {
  test('puts every mode back that a terminal tells of', async () => {
    for (const change of changes) expect([change, await changedAfter([change])]).toEqual([change, []])
    const all = '\x1b[?1049h\x1b[?1003;1006;2004;1004;1;2026;6;25h\x1b[?25;7l\x1b=\x1b[4h\x1b[>1u'
    expect(await changedAfter([all], false)).toHaveLength(12)
    expect(await changedAfter([all])).toEqual([])
  })

  test('leaves a terminal as a new one is, whatever was written and however it was cut', async () => {
    const fresh = await stateAfter([])
    await fc.assert(
      fc.asyncProperty(cutOutputs, async ({ pieces }) => {
        const passthrough = createPassthrough({ clipboard: 'refuse' })
        const bytes = pieces.map(piece => passthrough.push(toBytes(piece)))
        expect(await stateAfter([...bytes, passthrough.undo()])).toEqual(fresh)
      }),
      { numRuns: 1000 },
    )
  })

  test('puts character sets back after the screen, with which they may come again', async () => {
    const { out, undo } = pass(['\x1b(0\x1b[?1049h\x1b(B\x1b7'])
    const display = openDisplay({ ...size, reply: () => undefined })
    display.write(`${out}${undo}qqq`)
    await display.settled()
    expect(display.row(0)).toBe('qqq')
    display.close()
  })

  test('ends a string that was left open without making a title of it', async () => {
    const display = openDisplay({ ...size, reply: () => undefined })
    const { out, undo } = pass(['\x1b]2;half a ti'])
    display.write(`${out}${undo}text`)
    await display.settled()
    expect([display.title(), display.row(0)]).toEqual(['', 'text'])
    display.close()
  })

  test('takes the keyboard back on both screens, and never more than the program had put there', () => {
    expect(pass(['\x1b[>1u\x1b[?1049h\x1b[>3u\x1b[>5u']).undo).toMatch(/\x1b\[<2u\x1b\[\?1049l\x1b\[<1u/)
    expect(pass(['\x1b[?1049h\x1b[>3u\x1b[?1049l']).undo).toContain('\x1b[?1049h\x1b[<1u\x1b[?1049l')
    expect(pass(['\x1b[>1u\x1b[<9u\x1b[<u']).out).toBe('\x1b[>1u\x1b[<1u')
    expect(pass(['\x1b[>1u\x1b[<u']).undo).not.toContain('u')
    expect(pass(['\x1b[=1u']).undo).toContain('\x1b[=0u')
  })

  test('takes back the titles that were put aside, and never another one', () => {
    const mine = '\x1b[23;0t'
    expect(pass(['\x1b[22;0t\x1b[22;0t']).undo.endsWith(mine.repeat(3))).toBe(true)
    expect(pass(['\x1b[22;0t\x1b[23;0t\x1b[23;0t'])).toMatchObject({ out: '\x1b[22;0t\x1b[23;0t' })
    expect(pass([]).undo.split(mine)).toHaveLength(2)
  })

  test('resets the colours that were set, and no other', () => {
    const { undo } = pass(['\x1b]4;1;red;17;#123456\x07\x1b]11;#000\x1b\\'])
    const resets = undo.match(/\x1b\]1\d\d[^\x1b]*/g)
    expect(resets).toEqual(['\x1b]104;1', '\x1b]104;17', '\x1b]111'])
    expect(pass(['\x1b]10;#fff;#000;red\x07']).undo).toMatch(/\]110.*\]111.*\]112/s)
  })

  test('undoes what this emulator does not know', () => {
    const known: Record<string, string> = {
      '\x1b[>4;2m': '\x1b[>4m',
      '\x1b[?69h': '\x1b[?69l',
      '\x1b[?2l': '\x1b<',
      '\x1b[5i': '\x1b[4i',
      '\x1b G': '\x1b F',
      '\x1b%@': '\x1b%G',
      '\x1bP=1s\x1b\\': '\x1bP=2s\x1b\\',
      '\x1bP0;1|17/41\x1b\\': '\x1bP0|\x1b\\',
      '\x1b]22;wait\x1b\\': '\x1b]22;\x1b\\',
      '\x1b]9;4;1;50\x07': '\x1b]9;4;0\x1b\\',
    }
    for (const [change, undoing] of Object.entries(known))
      expect([change, pass([change]).undo]).toEqual([change, expect.stringContaining(undoing)])
  })

  test('is short when a program changes all there is', () => {
    const modes = Array.from({ length: 70_000 }, (_, mode) => `\x1b[?${mode}h`).join('')
    expect(pass([modes]).undo.length).toBeLessThan(20_000)
  })
})
