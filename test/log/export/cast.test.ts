import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chunk } from '../../../src/core/output.ts'
import { type CastFacts, type CastVersion, renderCast } from '../../../src/log/export/cast.ts'
import { type Moment, toMoments } from '../../../src/log/export/moments.ts'
import type { Stretch } from '../../../src/log/export/pages.ts'
import { outputOf, readCast } from './cast-rules.ts'
import { collect, entriesOf, listOf } from './entries.ts'

const startMs = 1_700_000_000_250

const facts: CastFacts = {
  size: { columns: 90, rows: 24 },
  tty: true,
  startMs,
  command: "bash -c 'echo é'",
  title: 'shell',
  term: 'xterm-256color',
  shell: '/bin/bash',
  end: { timeMs: startMs + 6_500, exitCode: 3 },
}

const said = entriesOf(
  { kind: 'state', status: 'running', outcome: undefined, offset: 0, timeMs: startMs - 20 },
  { kind: 'input', text: 'ls\r', secret: false, offset: 2, timeMs: startMs + 1_000 },
  { kind: 'input', text: '‹secret 7 bytes›', secret: true, offset: 7, timeMs: startMs + 2_000 },
  { kind: 'resize', size: { columns: 100, rows: 30 }, offset: 7, timeMs: startMs + 3_000 },
  { kind: 'note', text: 'looks odd', offset: 11, timeMs: startMs + 4_000 },
  { kind: 'signal', signal: 'SIGINT', offset: 11, timeMs: startMs + 5_000 },
  {
    ...{ kind: 'state', status: 'ended', outcome: { kind: 'exited', code: 3 } },
    ...{ offset: 11, timeMs: startMs + 6_500 },
  },
)

const chunks: readonly Chunk[] = [
  { stream: 'pty', offset: 0, timeMs: startMs + 7, bytes: Buffer.from('$ ls\r\n') },
  { stream: 'pty', offset: 6, timeMs: startMs + 1_234, bytes: Uint8Array.of(0xe6) },
  { stream: 'pty', offset: 7, timeMs: startMs + 1_235, bytes: Uint8Array.of(0x97, 0xa5, 0x9b, 0x0a) },
]

describe('a recording', () => {
  it.each([
    [2, 'run.cast'],
    [3, 'run3.cast'],
  ] as const)(
    'of version %i keeps the rules of asciinema, and times, sizes, inputs and the exit',
    async (version, name) => {
      const text = await cast(version, facts, { chunks, said })
      readCast(text)
      await expect(text).toMatchFileSnapshot(`golden/${name}`)
    },
  )

  it('of version 3 adds its intervals up to the times of version 2', async () => {
    const two = readCast(await cast(2, facts, { chunks, said })).events
    const three = readCast(await cast(3, { ...facts, end: undefined }, { chunks, said })).events
    let sum = 0
    const times = three.map(([interval]) => {
      sum += interval
      return Math.round(sum * 1000) / 1000
    })
    expect(times).toEqual(two.map(([time]) => time))
  })

  it('holds a character that was split over chunks until it is whole, whatever else is written in between', async () => {
    const [head, tail] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]
    const text = await cast(2, facts, {
      chunks: chunksOf(['stdout', head], ['stderr', 'x'], ['stdout', tail]),
      said: [],
    })
    expect(readCast(text).events.map(([, , data]) => data)).toEqual(['x', 'é'])
  })

  it('shows at its end what was never completed', async () => {
    const text = await cast(3, facts, { chunks: chunksOf(['pty', Uint8Array.of(0x41, 0xe6)]), said: [] })
    expect(outputOf(readCast(text))).toBe('A\ufffd')
  })

  it('puts a carriage return before the line feeds of pipes, also when one was written a chunk before', async () => {
    const piped = chunksOf(['stdout', 'a\nb\r'], ['stdout', '\n'], ['stderr', '\n'])
    expect(outputOf(readCast(await cast(2, { ...facts, tty: false }, { chunks: piped, said: [] })))).toBe(
      'a\r\nb\r\n\r\n',
    )
  })

  it('says all that was written, however it came in chunks and whatever was said in between', async () => {
    const anyChunks = fc.array(fc.string({ unit: 'grapheme', maxLength: 9 }), { maxLength: 9 })
    const anyPlaces = fc.array(fc.nat(80), { maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(anyChunks, fc.array(fc.nat(8), { maxLength: 20 }), anyPlaces, async (texts, cuts, places) => {
        const whole = Buffer.from(texts.join(''))
        const notes = places.sort().map(offset => ({ kind: 'note', text: 'here', offset, timeMs: startMs }) as const)
        const moments = { chunks: cutUp(whole, cuts), said: entriesOf(...notes) }
        const read = readCast(await cast(3, facts, moments))
        expect(outputOf(read)).toBe(whole.toString())
        expect(read.events.filter(([, code]) => code === 'm')).toHaveLength(places.length)
      }),
    )
  })

  it('says where output is missing', async () => {
    const gap: Stretch = { kind: 'gap', from: 0, gap: { from: 0, to: 512, reason: 'dropped' } }
    const text = await collect(renderCast(2, facts, toMoments(listOf([gap]), listOf([]))))
    expect(readCast(text.join('')).events).toEqual([[0, 'm', '512 bytes are missing']])
  })

  it('steers no terminal that it is printed on', async () => {
    const text = await cast(
      2,
      { ...facts, title: '\u009b2J' },
      { chunks: chunksOf(['pty', '\u009b1m\u202e\x7f']), said: [] },
    )
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    expect(outputOf(readCast(text))).toBe('\u009b1m\u202e\x7f')
  })
})

type Happened = { readonly chunks: readonly Chunk[]; readonly said: ReturnType<typeof entriesOf> }

async function cast(version: CastVersion, of: CastFacts, { chunks, said }: Happened): Promise<string> {
  const stretches = chunks.map((chunk): Stretch => ({ kind: 'chunk', from: chunk.offset, chunk }))
  const moments: AsyncIterable<Moment> = toMoments(listOf(stretches), listOf(said))
  return (await collect(renderCast(version, of, moments))).join('')
}

function chunksOf(...written: readonly (readonly [Chunk['stream'], string | Uint8Array])[]): Chunk[] {
  let offset = 0
  return written.map(([stream, text]) => {
    const bytes = Buffer.from(text)
    offset += bytes.length
    return { stream, bytes, timeMs: startMs, offset: offset - bytes.length }
  })
}

function cutUp(bytes: Uint8Array, lengths: readonly number[]): Chunk[] {
  const pieces: [Chunk['stream'], Uint8Array][] = []
  let at = 0
  for (const length of lengths) {
    if (length > 0 && at < bytes.length) pieces.push(['pty', bytes.subarray(at, at + length)])
    at += length
  }
  if (at < bytes.length) pieces.push(['pty', bytes.subarray(at)])
  return chunksOf(...pieces)
}
