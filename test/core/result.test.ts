import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { headEnd, longestErrorBytes, shapeOutput, tailStart } from '../../src/core/result.ts'

describe('what a run wrote becomes one value', () => {
  it.each<[string, { stdout: string; stderr: string }, unknown]>([
    ['JSON alone is itself', { stdout: '{"a": 1}\n', stderr: '' }, { a: 1 }],
    ['a number alone is itself', { stdout: '7\n', stderr: '' }, 7],
    ['`null` alone is itself', { stdout: 'null', stderr: '' }, null],
    ['an object gets stderr', { stdout: '{"a":1}', stderr: 'oops' }, { a: 1, stderr: 'oops' }],
    ['an object keeps the stderr that it has', { stdout: '{"stderr":2}', stderr: 'oops' }, { stderr: 2 }],
    ['an object keeps the empty stderr that it has', { stdout: '{"stderr":null}', stderr: 'oops' }, { stderr: null }],
    ['other JSON stands beside stderr', { stdout: '[1]', stderr: 'oops' }, { value: [1], stderr: 'oops' }],
    ['`null` stands beside stderr', { stdout: 'null', stderr: 'oops' }, { value: null, stderr: 'oops' }],
    ['a text is `stdout`', { stdout: 'hello\n', stderr: '' }, { stdout: 'hello\n' }],
    ['a text stands beside stderr', { stdout: 'hello', stderr: 'oops' }, { stdout: 'hello', stderr: 'oops' }],
    ['two values of JSON are a text', { stdout: '{}\n{}\n', stderr: '' }, { stdout: '{}\n{}\n' }],
    ['a blank line is a text', { stdout: '\n', stderr: '' }, { stdout: '\n' }],
    ['only stderr is `stderr`', { stdout: '', stderr: 'oops' }, { stderr: 'oops' }],
    ['nothing is nothing', { stdout: '', stderr: '' }, undefined],
  ])('%s', (_law, written, value) => {
    expect(shapeOutput(written)).toEqual(value)
  })

  test('nothing that was written is lost, whatever it was', () => {
    fc.assert(
      fc.property(fc.json(), fc.string({ minLength: 1 }), (stdout, stderr) => {
        const value = shapeOutput({ stdout, stderr })
        const before: unknown = JSON.parse(stdout)
        const isObject = typeof before === 'object' && before !== null && !Array.isArray(before)
        if (isObject) expect(value).toEqual({ stderr, ...before })
        else expect(value).toEqual({ value: before, stderr })
      }),
    )
  })
})

describe('the tail of a text', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

  it('is all of it when that fits', () => {
    expect(tailStart(encode('short'), longestErrorBytes)).toBe(0)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of at most %i bytes begins with a whole character', most => {
    const bytes = encode('aé€😀')
    const tail = bytes.subarray(tailStart(bytes, most))
    expect(tail.length).toBeLessThanOrEqual(most)
    expect('aé€😀'.endsWith(new TextDecoder('utf-8', { fatal: true }).decode(tail))).toBe(true)
  })

  test('of any text is whole, and no more than three bytes shorter than it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
        const bytes = encode(text.toWellFormed())
        const tail = bytes.subarray(tailStart(bytes, most))
        expect(tail.length).toBeGreaterThanOrEqual(Math.min(bytes.length, most - 3))
        expect(tail.length).toBeLessThanOrEqual(most)
        new TextDecoder('utf-8', { fatal: true }).decode(tail)
      }),
    )
  })

  it('of bytes that are no text gives up no more than three of them', () => {
    expect(tailStart(new Uint8Array(100).fill(0x80), 10)).toBe(93)
  })
})

describe('the head of a text', () => {
  test('of any text is whole, and no more than three bytes shorter than it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
        const bytes = new TextEncoder().encode(text.toWellFormed())
        const head = bytes.subarray(0, headEnd(bytes, most))
        expect(head.length).toBeGreaterThanOrEqual(Math.min(bytes.length, most - 3))
        expect(head.length).toBeLessThanOrEqual(most)
        new TextDecoder('utf-8', { fatal: true }).decode(head)
      }),
    )
  })
})
