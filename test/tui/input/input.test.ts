import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Arrival } from './typing.ts'
import { openTyping, viewOf } from './typing.ts'

test('what is typed goes to the screen until a person attaches, and again after the attachment ends', () => {
  const { type, attach, arrivals } = openTyping()
  type('a')
  const detach = attach()
  type('b')
  detach()
  type('c')
  expect(arrivals()).toEqual([
    ['screen', 'a'],
    ['program', 'b'],
    ['screen', 'c'],
  ])
})

test('Ink reads what goes to the screen as text, whole characters also where bytes came apart', async () => {
  const { type, input } = openTyping()
  input.ink.setEncoding('utf8')
  type(Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1))
  let read = ''
  for await (const text of input.ink.take(1)) read += text
  expect(read).toBe('é')
})

test('the leave key leaves at once, in every form in which a terminal may send it', () => {
  const forms = ['\x1d', '\x1b[1098::93;5u', '\x1b[93;5u', '\x1b[93;69u', '\x1b[93:125;5:1u', '\x1b[27;5;93~']
  for (const form of forms) {
    const { type, attach, arrivals } = openTyping()
    attach()
    type(`a${form}b`)
    expect(arrivals()).toEqual([
      ['program', 'a'],
      ['left', ''],
      ['screen', 'b'],
    ])
  }
})

test('another key with the same number or the same modifier is not the leave key', () => {
  const { type, attach, arrivals } = openTyping()
  attach()
  type(']\x1b[93;1u\x1b[93;6u\x1b[27;5;91~\x1c')
  expect(arrivals()).toEqual([['program', ']\x1b[93;1u\x1b[93;6u\x1b[27;5;91~\x1c']])
})

test('z right after the leave key asks for full screen, and any later z is a key of the screen', () => {
  const { type, attach, arrivals } = openTyping()
  attach()
  type('\x1dzz')
  attach()
  type('\x1d', 'az')
  expect(arrivals()).toEqual([
    ['left', ''],
    ['zoom', ''],
    ['screen', 'z'],
    ['left', ''],
    ['screen', 'az'],
  ])
})

test('the leave key right after itself goes back in and sends one, however slowly', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ again: () => attach() })
  type('a\x1d', '\x1d', 'b\x1d\x1d')
  expect(arrivals()).toEqual([
    ['program', 'a'],
    ['left', ''],
    ['again', '\x1d'],
    ['program', 'b'],
    ['left', ''],
    ['again', '\x1d'],
  ])
})

test('letting the leave key go is no key after it', () => {
  const { type, attach, arrivals } = openTyping()
  attach()
  type('\x1b[93;5:1u\x1b[93;5:3u\x1b[57442;5:3uz')
  expect(arrivals()).toEqual([
    ['left', ''],
    ['screen', '\x1b[57442;5:3u'],
    ['zoom', ''],
  ])
})

test('the leave key may be another, also one that is a sequence; the usual one is then a key like any other', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ leaveKey: 'F12' })
  type('\x1d', '\x1b[24~')
  attach({ leaveKey: 'C-g' })
  type('\x07', '\x07')
  expect(arrivals()).toEqual([
    ['program', '\x1d'],
    ['left', ''],
    ['left', ''],
    ['again', '\x07'],
  ])
})

test('a leave key that could be text is refused for the usual one, so that nobody is locked in', () => {
  for (const leaveKey of ['q', 'é', 'no such key', '']) {
    const { type, attach, arrivals } = openTyping()
    attach({ leaveKey })
    type('qé\x1d')
    expect(arrivals().at(-1)).toEqual(['left', ''])
  }
})

test('inside a paste there is no leave key, and no key at all', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: viewOf({ bracketedPaste: true }) })
  type('\x1b[200~a\x1db\x1b[201~', '\x1d')
  expect(arrivals()).toEqual([
    ['program', '\x1b[200~a\x1db\x1b[201~'],
    ['left', ''],
  ])
})

test('a paste goes without its marks, with Enter for its line ends, to a program that did not ask for marks', () => {
  const { type, attach, arrivals } = openTyping()
  attach()
  type('\x1b[200~one\ntwo\r', '\nthree\x1b[201~')
  expect(arrivals()).toEqual([['program', 'one\rtwo\rthree']])
})

test('a paste cannot end its own bracket or press keys', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: viewOf({ bracketedPaste: true }) })
  type('\x1b[200~a\x1b[20\x1b[A\xc2', '\x9b201~é\x1b', '[201~')
  const [arrival] = arrivals()
  expect(arrival?.[1].slice(6, -6)).not.toMatch(/[\x1b]|\xc2\x9b/)
  expect(arrival?.[1]).toBe(
    `\x1b[200~a[20[A${Buffer.from('Â\u009b201~é').toString('latin1')}\x1b[201~`.replace('\xc2\x9b', ''),
  )
})

test('a paste whose end never comes does not lock anybody in', () => {
  vi.useFakeTimers()
  try {
    const { type, attach, arrivals } = openTyping()
    type('\x1b[200~abc')
    vi.runAllTimers()
    expect(arrivals()).toEqual([['screen', '\x1b[200~abc\x1b[201~']])
    attach()
    type('\x1b[200~abc')
    vi.runAllTimers()
    type('\x1d')
    expect(arrivals().at(-1)).toEqual(['left', ''])
  } finally {
    vi.useRealTimers()
  }
})

test('an Escape key is handed on when nothing follows it, and no timer is left', () => {
  vi.useFakeTimers()
  try {
    const { type, attach, arrivals } = openTyping()
    attach()
    type('\x1b')
    expect(arrivals()).toEqual([])
    vi.runAllTimers()
    type('\x1b', '[A', 'x')
    expect(arrivals()).toEqual([['program', '\x1b\x1b[Ax']])
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('arrows, Home and End are sent as the program has switched them, whatever the terminal sends', () => {
  const typed = '\x1b[A\x1bOB\x1b[H\x1bOF\x1b[1;5A\x1bOP'
  const normal = openTyping()
  normal.attach()
  normal.type(typed)
  expect(normal.arrivals()).toEqual([['program', '\x1b[A\x1b[B\x1b[H\x1b[F\x1b[1;5A\x1bOP']])
  const application = openTyping()
  application.attach({ view: viewOf({ applicationCursor: true }) })
  application.type(typed)
  expect(application.arrivals()).toEqual([['program', '\x1bOA\x1bOB\x1bOH\x1bOF\x1b[1;5A\x1bOP']])
})

test('focus events reach only a program that asked for them', () => {
  const deaf = openTyping()
  deaf.attach()
  deaf.type('\x1b[I\x1b[O')
  expect(deaf.arrivals()).toEqual([])
  const keen = openTyping()
  keen.attach({ view: viewOf({ focusEvents: true }) })
  keen.type('\x1b[I\x1b[O')
  expect(keen.arrivals()).toEqual([['program', '\x1b[I\x1b[O']])
})

test('what the terminal answers is neither typed into a program nor read as keys', () => {
  const { type, attach, arrivals } = openTyping()
  const answers = ['\x1b]11;rgb:1e1e/1e1e/1e1e\x07', '\x1b[?62;22c', '\x1bP>|term 1\x1b\\', '\x1b[?2026;2$y']
  type(...answers)
  attach()
  type(...answers, '\x1b[?0u')
  expect(arrivals()).toEqual([...answers, ...answers, '\x1b[?0u'].map(answer => [`reply ${answer}`, '']))
})

test('on the full screen everything but the leave key is the program’s own', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: 'full-screen' })
  const typed = '\x1b[A\x1b[I\x1b[<0;1;1M\x1b[200~a\x1db\n\x1b[201~'
  type(typed, '\x1d')
  expect(arrivals()).toEqual([
    ['program', typed],
    ['left', ''],
  ])
})

test('the end of the terminal is told', () => {
  const { end, arrivals } = openTyping()
  end()
  expect(arrivals()).toEqual([['end', '']])
})

test('suspended, the terminal is in the mode in which it was found and nothing is read', () => {
  const { input, type, isRaw, arrivals } = openTyping()
  expect(isRaw()).toBe(true)
  input.suspend()
  type('a')
  expect(isRaw()).toBe(false)
  input.resume()
  expect(isRaw()).toBe(true)
  type('b')
  input.close()
  expect(isRaw()).toBe(false)
  expect(arrivals()).toEqual([['screen', 'b']])
})

test('where everything goes does not depend on how it was split on the way', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'z',
      'é',
      '漢',
      '👍🏽',
      '\x1d',
      '\x1b[93;5u',
      '\x1b[93;5:3u',
      '\x1b',
      '\x1b\x1b',
      '\x1bx',
      '\x1b[A',
      '\x1bOA',
    ],
    ...[
      '\x1b[200~',
      '\x1b[201~',
      '\x1b[20',
      '\n',
      '\r\n',
      '\x1b[<0;7;5M',
      '\x1b[<35;9;9M',
      '\x1b[<0;1;1m',
      '\x1b[<65;7;5M',
    ],
    ...[
      '\x1b[I',
      '\x1b[M !!',
      '\x1b]11;rgb:0/0/0\x07',
      '\x1b]11;?\x1b\\',
      '\x1b[?62c',
      '\x1b[',
      '\x1bO',
      '\x1b]',
      '\x03',
    ],
  )
  const modes = { bracketedPaste: fc.boolean(), applicationCursor: fc.boolean(), alternateScreen: fc.boolean() }
  const order = fc.record({ ...modes, mouse: fc.constantFrom('none', 'click', 'drag', 'motion') })
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), order, fc.array(fc.nat()), (parts, asked, cuts) => {
      const bytes = Buffer.from(parts.join(''))
      const whole = route([bytes], asked)
      expect(route(split(bytes, cuts), asked)).toEqual(whole)
      expect(
        route(
          Array.from(bytes, byte => Buffer.from([byte])),
          asked,
        ),
      ).toEqual(whole)
    }),
  )
})

const typedBytes = fc
  .array(fc.oneof(fc.constantFrom(0x1b, 0x5b, 0x4f, 0x7e, 0x32, 0x30, 0x31), fc.integer({ min: 0, max: 255 })))
  .map(bytes => Uint8Array.from(bytes))

test('nothing that is typed is lost or added, whatever it is', () => {
  fc.assert(
    fc.property(typedBytes, bytes => {
      const { type, input, arrivals } = openTyping()
      type(bytes)
      input.suspend()
      const printed = arrivals().flatMap(([to, text]) => (to === 'screen' ? [text] : []))
      const typed = Buffer.from(bytes).toString('latin1')
      // Reports of the terminal are not typed.
      if (!/\x1b(\[[M<?>=]|[\]P^_X]|\[200~)/.test(typed)) expect(printed.join('')).toBe(typed)
    }),
  )
})

function route(chunks: readonly Uint8Array[], modes: Parameters<typeof viewOf>[0]): readonly Arrival[] {
  const { type, attach, arrivals, input } = openTyping()
  const reattach = () => {
    attach({ view: viewOf(modes), again: reattach })
  }
  reattach()
  type(...chunks)
  input.suspend()
  return arrivals()
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map(cut => cut % (bytes.length + 1)).sort((one, other) => one - other)
  return [...places, bytes.length].map((place, at) => bytes.subarray(places[at - 1] ?? 0, place))
}
