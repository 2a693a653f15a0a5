import { describe, expect, test } from 'vitest'
import { openEmulator } from '../../src/screen/emulator.ts'
import { feed, toBytes } from './shown.ts'

const size = { columns: 80, rows: 24 }

/** What the emulator replies to this output. */
async function ask(output: string, answers = true): Promise<string> {
  const emulator = openEmulator({ size, answers })
  let replies = ''
  emulator.onReply(bytes => {
    replies += new TextDecoder().decode(bytes)
  })
  await feed(emulator, output)
  emulator.close()
  return replies
}

const answered: Readonly<Record<string, readonly [question: string, answer: string]>> = {
  'what it is': ['\x1b[c', '\x1b[?1;2c'],
  'its version in numbers': ['\x1b[>c', '\x1b[>0;276;0c'],
  'its name': ['\x1b[>q', '\x1bP>|skep\x1b\\'],
  'that it is well': ['\x1b[5n', '\x1b[0n'],
  'where the cursor is': ['ab\x1b[6n', '\x1b[1;3R'],
  'where the cursor is, in the other form': ['\n\x1b[?6n', '\x1b[?2;1R'],
  'a mode': ['\x1b[?2004h\x1b[?2004$p', '\x1b[?2004;1$y'],
  'that clusters are one character': ['\x1b[?2027$p', '\x1b[?2027;3$y'],
  'the keyboard flags': ['\x1b[?u', '\x1b[?0u'],
  'the size in pixels': ['\x1b[14t', '\x1b[4;384;640t'],
  'the size of a cell': ['\x1b[16t', '\x1b[6;16;8t'],
  'the size in characters': ['\x1b[18t', '\x1b[8;24;80t'],
  'the foreground': ['\x1b]10;?\x07', '\x1b]10;rgb:d4d4/d4d4/d4d4\x1b\\'],
  'the background': ['\x1b]11;?\x1b\\', '\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\'],
  'the cursor colour': ['\x1b]12;?\x07', '\x1b]12;rgb:d4d4/d4d4/d4d4\x1b\\'],
  'two colours at once': ['\x1b]10;?;?\x07', '\x1b]10;rgb:d4d4/d4d4/d4d4\x1b\\\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\'],
  'colours of the palette': [
    '\x1b]4;1;?;255;?\x07',
    '\x1b]4;1;rgb:cdcd/0000/0000\x1b\\\x1b]4;255;rgb:eeee/eeee/eeee\x1b\\',
  ],
  'a capability': ['\x1bP+q544e\x1b\\', '\x1bP0+r\x1b\\'],
  'the pen': ['\x1b[1;38;5;9m\x1bP$qm\x1b\\', '\x1bP1$r0;1;38;5;9m\x1b\\'],
  'the plain pen': ['\x1bP$qm\x1b\\', '\x1bP1$r0m\x1b\\'],
  'the shape of the cursor': ['\x1b[5 q\x1bP$q q\x1b\\', '\x1bP1$r5 q\x1b\\'],
  'the margins': ['\x1b[3;9r\x1bP$qr\x1b\\', '\x1bP1$r3;9r\x1b\\'],
}

describe('a program that asks', () => {
  test.each(Object.entries(answered))('is told %s', async (_, [question, answer]) => {
    expect(await ask(question)).toBe(answer)
  })

  test('is told nothing by an emulator that does not answer', async () => {
    const everything = Object.values(answered).map(([question]) => question)
    expect(await ask(everything.join(''), false)).toBe('')
  })

  test('is told the colours that were given', async () => {
    const colours = { foreground: '#010203', background: '#ffffff', cursor: '#000000' }
    const emulator = openEmulator({ size, answers: true, colours })
    const replies: string[] = []
    emulator.onReply(bytes => replies.push(new TextDecoder().decode(bytes)))
    await feed(emulator, '\x1b]10;?\x07')
    expect(replies).toEqual(['\x1b]10;rgb:0101/0202/0303\x1b\\'])
    emulator.close()
  })

  test('is told the size after a resize', async () => {
    const emulator = openEmulator({ size, answers: true })
    const replies: string[] = []
    emulator.onReply(bytes => replies.push(new TextDecoder().decode(bytes)))
    emulator.resize({ columns: 100, rows: 30 })
    await feed(emulator, '\x1b[18t')
    expect(replies).toEqual(['\x1b[8;30;100t'])
    emulator.close()
  })

  test('is not told again when its output is replayed', async () => {
    const emulator = openEmulator({ size, answers: true })
    const replies: string[] = []
    emulator.onReply(bytes => replies.push(new TextDecoder().decode(bytes)))
    emulator.replay(toBytes('\x1b[c\x1b]10;?\x07\x1b[6n'))
    await feed(emulator, '\x1b[5n')
    expect(replies).toEqual(['\x1b[0n'])
    emulator.close()
  })
})
