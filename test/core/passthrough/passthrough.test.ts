import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPassthrough } from '../../../src/core/passthrough/passthrough.ts'
import { openEmulator } from '../../../src/screen/emulator.ts'
import { heldBytes } from '../../heap.ts'
import { changes, clipboardWrites, cutOutputs, outputs, pass, questions, toBytes } from './fragments.ts'

describe('what is let through', () => {
  test('a text without escapes is untouched: it is the same array', () => {
    const passthrough = createPassthrough({ clipboard: 'refuse' })
    const plain = new TextEncoder().encode('héllo 本 🐝\r\n\tbell\x07 and so on\n')
    expect(passthrough.push(plain)).toBe(plain)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const bytes = new TextEncoder().encode(text.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, ''))
        expect(createPassthrough({ clipboard: 'refuse' }).push(bytes)).toBe(bytes)
      }),
    )
  })

  test('what changes or colours a terminal comes through as it is', () => {
    // Taken back is only what was put there.
    const own = changes.filter(change => !/\[<|\[23;/.test(change))
    for (const change of own) expect(pass([`a${change}b`]).out).toBe(`a${change}b`)
  })

  test('a title, a link, a picture and a note come through', () => {
    const strings = [
      '\x1b]0;make; what?\x07',
      '\x1b]8;;https://example.org/?q=1;?\x1b\\',
      '\x1b]1337;File=inline=1:AAAA\x07',
      '\x1b]9;done?\x07',
      '\x1bPq#0;2;0;0;0~~\x1b\\',
      '\x1b_Ga=T,f=100;AAAA\x1b\\',
      '\x1b]133;A\x07',
      '\x1b]7;file:///tmp\x1b\\',
      '\x1b]104\x07',
    ]
    for (const string of strings) expect(pass([`a${string}b`]).out).toBe(`a${string}b`)
  })

  test('bytes of 8-bit controls within characters are no controls', () => {
    // Each has the byte of an 8-bit CSI, OSC or DCS in it.
    for (const text of ['四6n', '❝11;?\x07', '🐐$qm', 'ߛ5n']) expect(pass([latin(text)]).out).toBe(latin(text))
  })
})

function latin(text: string): string {
  return Buffer.from(text).toString('latin1')
}

describe('what is left out', () => {
  test('every question, wherever it is, and nothing else', () => {
    for (const question of questions) {
      const { out } = pass([`one${question}two`])
      // Of a question that breaks off some text is left, or the end of the string around it.
      expect([question, out.replace(/\xff6n|\x1b\\/, '')]).toEqual([question, 'onetwo'])
    }
  })

  test('a write to the clipboard, unless it is allowed', () => {
    for (const write of clipboardWrites) expect(pass([`a${write}b`]).out).toBe('ab')
    const allow = { clipboard: 'allow' } as const
    expect(pass(['a\x1b]52;c;aGVsbG8=\x07b'], allow).out).toBe('a\x1b]52;c;aGVsbG8=\x07b')
    expect(pass(['\x1b]1337;Copy=:aGVsbG8=\x07'], allow).out).toBe('\x1b]1337;Copy=:aGVsbG8=\x07')
    expect(pass(['a\x1b]52;c;?\x07b'], allow).out).toBe('ab')
  })

  test('no terminal is asked anything, whatever is written and however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(cutOutputs, async ({ pieces }) => {
        const emulator = openEmulator({ size: { columns: 20, rows: 5 }, answers: true })
        const replies: string[] = []
        emulator.onReply(bytes => replies.push(Buffer.from(bytes).toString('latin1')))
        const passthrough = createPassthrough({ clipboard: 'refuse' })
        for (const piece of pieces) emulator.write(passthrough.push(toBytes(piece)))
        emulator.write(passthrough.undo())
        await emulator.settled()
        emulator.close()
        expect(replies).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('pieces', () => {
  test('the output and what undoes it are the same however it is cut', () => {
    fc.assert(
      fc.property(cutOutputs, ({ whole, pieces }) => {
        expect(pass(pieces)).toEqual(pass([whole]))
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(outputs, whole => {
        expect(pass([...whole])).toEqual(pass([whole]))
      }),
    )
  })

  test('long sequences end in the same way whether they come whole or not', () => {
    const long = [
      `\x1b[${'1;'.repeat(4000)}mtext`,
      `\x1b]4;${'1;red;'.repeat(4000)}\x07text`,
      `\x1b]99;${'x'.repeat(40_000)}?\x1b\\text`,
      `\x1b]52;c;${'A'.repeat(40_000)}\x07text`,
      `\x1b]2;${'A'.repeat(40_000)}\x07text`,
      `\x1bPq${'~'.repeat(40_000)}\x1b\\text`,
    ]
    for (const text of long) {
      const inPieces = text.match(/.{1,777}/gs) ?? []
      expect(pass(inPieces)).toEqual(pass([text]))
      expect(pass([text]).out).toMatch(/text$/)
    }
  })

  test('an unterminated sequence of 100 MB is not kept, and what follows it comes through', () => {
    const block = toBytes('1'.repeat(1024 * 1024))
    const starts = ['\x1b]52;c;', '\x1b]2;', '\x1b]4;1;', '\x1bP$q', '\x1bPq', '\x1b_G', '\x1bP1;', '\x1b[1']
    const before = heldBytes()
    const scanners = starts.map(start => {
      const passthrough = createPassthrough({ clipboard: 'refuse' })
      passthrough.push(toBytes(start))
      // All of the length for one that is kept, if any is; the others would show in less.
      for (let round = 0; round < (start === '\x1b]4;1;' ? 100 : 24); round++) passthrough.push(block)
      return passthrough
    })
    // Whichever keeps its text would hold 24 MiB; compiled code and what else a process gathers is far less.
    expect(heldBytes() - before).toBeLessThan(12 * 1024 * 1024)
    for (const passthrough of scanners) {
      expect(Buffer.from(passthrough.push(toBytes('\x1b\\\x1b[mend'))).toString()).toMatch(/\x1b\[mend$/)
    }
  })
})
