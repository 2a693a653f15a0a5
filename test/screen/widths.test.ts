import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addedWidth, dropInvisible, lastCluster, takeWidth, textWidth } from '../../src/screen/widths.ts'
import { show } from './shown.ts'

describe('the width', () => {
  test.each([
    ['of letters', 'abc', 3],
    ['of ideographs', '日本語', 6],
    ['of Hangul, whole and in parts', '한\u1112\u1161\u11ab', 4],
    ['of letters with marks', 'e\u0301a\u0300\u0323', 2],
    ['of emoji', '😀👍', 4],
    ['of emoji newer than the tables', '🫠\u{1fae9}', 4],
    ['of a family that is joined', '👨\u200d👩\u200d👧\u200d👦', 2],
    ['of flags', '🇩🇪🇫🇷', 4],
    // tmux 3.3a takes a skin tone for two cells more and sees no emoji in U+FE0F; later ones and terminals do as we do.
    ['of a skin tone', '👍🏽', 2],
    ['of a sign that is asked to be an emoji', '❤\ufe0f⚠\ufe0f1\ufe0f\u20e3', 6],
    ['of the same sign as text', '❤⚠', 2],
    ['of box drawing and blocks', '─│█⠋', 4],
    ['of Indic scripts, spacing marks by themselves', 'नमस्ते', 4],
    ['of Thai', 'ภาษาไทย', 7],
    ['of half and full forms', 'ｱＡ', 3],
  ])('%s', (_, text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  test('is the same as on the emulated screen', async () => {
    const text = fc.array(fc.constantFrom(...'aé日👍🏽\u0301\u200d👨❤\ufe0f🇩🇪की한\u1161ｱ─ '), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(text, async all => {
        const emulator = await show(all.join(''), { size: { columns: 80, rows: 2 } })
        expect(textWidth(all.join(''))).toBe(emulator.cursor.x)
        emulator.close()
      }),
      { numRuns: 300 },
    )
  })
})

describe('as much as fits', () => {
  test('cuts no cluster', () => {
    expect(takeWidth('日本語', 3)).toEqual({ length: 1, width: 2 })
    expect(takeWidth('ae\u0301b', 2)).toEqual({ length: 3, width: 2 })
    expect(takeWidth('a👨\u200d👩\u200d👧b', 2)).toEqual({ length: 1, width: 1 })
    expect(takeWidth('a❤\ufe0f', 2)).toEqual({ length: 1, width: 1 })
  })

  test('is all where there is room', () => {
    expect(takeWidth('日本', 10)).toEqual({ length: 2, width: 4 })
    expect(takeWidth('', 10)).toEqual({ length: 0, width: 0 })
  })
})

test('what is put behind a text may join its end', () => {
  expect(addedWidth('abc', 'd日')).toBe(3)
  expect(addedWidth('e', '\u0301x')).toBe(1)
  expect(addedWidth('a🇩', '🇪')).toBe(1)
  expect(addedWidth('', '日')).toBe(2)
})

test('the last cluster of a text is whole', () => {
  expect(lastCluster('ab')).toEqual({ start: 1, width: 1 })
  expect(lastCluster('ae\u0301')).toEqual({ start: 1, width: 1 })
  expect(lastCluster('x👍🏽')).toEqual({ start: 1, width: 2 })
  expect(lastCluster('x'.repeat(1000))).toEqual({ start: 999, width: 1 })
})

test('what shows nothing is dropped, what joins is not', () => {
  expect(dropInvisible('a\u200bb\u200ec\u202ed\ufeffe\u2028f')).toBe('abcdef')
  expect(dropInvisible('👨\u200d👩 न\u200c')).toBe('👨\u200d👩 न\u200c')
})
