import { Readable } from 'node:stream'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../src/core/fault.ts'
import { readBundle } from '../../../src/log/export/bundle-read.ts'
import { runOf } from '../../core/records.ts'
import { bundleOf, linesOf, readAll, seal } from './bundles.ts'
import { collect } from './entries.ts'

describe('a bundle', () => {
  it('gives back what went in, in its order', async () => {
    const parts = await readAll(await bundleOf())
    expect(parts.map(({ kind }) => kind)).toEqual(['header', 'entry', 'entry', 'gap', 'chunk', 'chunk', 'gap'])
    expect(parts[0]).toMatchObject({
      header: { version: 1, end: 17, run: { id: runOf().id }, worker: { name: 'api' } },
    })
    expect(parts.flatMap(part => (part.kind === 'chunk' ? [part.chunk] : []))).toEqual([
      { stream: 'stdout', offset: 5, timeMs: 2_005, bytes: Buffer.from('größe') },
      { stream: 'stderr', offset: 12, timeMs: 2_012, bytes: Buffer.of(0xff, 0x00, 0xe6) },
    ])
  })

  it('reads the same however its bytes come', async () => {
    const file = await bundleOf()
    const whole = await readAll(file, file.length)
    for (const bytes of [1, 7, 100]) expect(await readAll(file, bytes)).toEqual(whole)
  })

  it('that is cut off anywhere is refused', async () => {
    const file = await bundleOf()
    for (let length = 0; length < file.length; length += 1)
      await expect(readAll(file.subarray(0, length))).rejects.toMatchObject({ name: 'Fault', code: 'refused' })
  })

  it('whose bytes were changed is refused, or says the same', async () => {
    const file = await bundleOf()
    const whole = await readAll(file)
    const anyChange = fc.record({ at: fc.nat(file.length - 1), bits: fc.integer({ min: 1, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 4 }), async changes => {
        const changed = Buffer.from(file)
        for (const { at, bits } of changes) changed[at] = (changed[at] ?? 0) ^ bits
        expect(await partsOrFault(changed)).toSatisfy(is => is instanceof Fault || deepEqual(is, whole))
      }),
      { numRuns: 500 },
    )
  })

  it('whose text was changed is refused: its total does not hold', async () => {
    const text = gunzipSync(await bundleOf())
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Buffer.from(text)
        changed[at] = (changed[at] ?? 0) ^ bits
        expect(await partsOrFault(gzipSync(changed))).toBeInstanceOf(Fault)
      }),
      { numRuns: 500 },
    )
  })

  it('of any lines is refused or a bundle, and nothing else happens', async () => {
    const lines = linesOf(await bundleOf())
    const anyLine = fc.oneof(fc.json(), fc.constantFrom(...lines), fc.string())
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 8 }), async others => {
        const is = await partsOrFault(seal(others.map(line => line.replaceAll('\n', ' '))))
        expect(is).toSatisfy(found => found instanceof Fault || Array.isArray(found))
      }),
    )
  })
})

describe('what is refused says what was expected and what was found', () => {
  it.each([
    ['another file', Buffer.from('PK\u0003\u0004 and so on'), /expected a bundle.*found no gzip/],
    ['an empty file', Buffer.alloc(0), /expected a bundle.*found/],
    ['another gzip', gzipSync('{"format":"tar"}\n'), /expected a bundle.*found \{"format":"tar"\}/],
  ])('%s', async (_name, file, message) => {
    await expect(readAll(file)).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(message) })
  })

  it('a newer version', async () => {
    const [header = '', ...rest] = linesOf(await bundleOf())
    const newer = seal([header.replace('"version":1', '"version":2'), ...rest])
    await expect(readAll(newer)).rejects.toMatchObject({ code: 'unsupported', message: /version 2.*up to version 1/ })
  })

  it('output with a hole, out of its order or from before', async () => {
    const lines = linesOf(await bundleOf())
    const without = lines.filter(line => !line.includes('größe'))
    await expect(readAll(seal(without))).rejects.toMatchObject({
      message: /output from 5 on, and holds what begins at 12/,
    })
    const early = lines.map(line => line.replace('"timeMs":2012', '"timeMs":1'))
    await expect(readAll(seal(early))).rejects.toMatchObject({ message: /a time of 2005 or later, and holds 1/ })
    const short = lines.map(line => line.replace('"end":17', '"end":18'))
    await expect(readAll(seal(short))).rejects.toMatchObject({
      message: /end of the output at 18, and holds its end at 17/,
    })
    const turned = [lines[0] ?? '', ...lines.slice(1).reverse()]
    await expect(readAll(seal(turned))).rejects.toBeInstanceOf(Fault)
  })
})

describe('a file that unpacks to no end', () => {
  it('is refused at the first line that is longer than any of ours', async () => {
    const zeros = Buffer.alloc(1024 * 1024)
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield zeros
    }
    const file = Readable.from(endless()).pipe(createGzip())
    await expect(collect(readBundle(file))).rejects.toMatchObject({ message: /a first line that does not end/ })
  })
})

async function partsOrFault(file: Uint8Array): Promise<unknown> {
  try {
    return await readAll(file)
  } catch (problem) {
    if (problem instanceof Fault) return problem
    throw problem
  }
}

function deepEqual(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other)
    return true
  } catch {
    return false
  }
}
