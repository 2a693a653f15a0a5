import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Draft, draftText, editDraft, emptyDraft, toDraft, typeText } from '../../src/tui/draft.ts'
import { draftLine } from '../../src/tui/draft-line.ts'
import { lineWidth, toPlain } from '../../src/tui/line.ts'

describe('a line that is typed', () => {
  it('is edited as in a shell', () => {
    const edited = (text: string, ...keys: readonly string[]) => draftText(press(toDraft(text), keys))
    expect(edited('hello', 'BSpace')).toBe('hell')
    expect(edited('hello', 'Left', 'Left', 'BSpace')).toBe('helo')
    expect(edited('hello', 'Home', 'DC')).toBe('ello')
    expect(edited('say hello', 'C-w')).toBe('say ')
    expect(edited('say hello', 'Left', 'C-u')).toBe('o')
    expect(edited('say hello', 'Home', 'Right', 'C-k')).toBe('s')
  })

  it('moves and erases whole characters, however many units they are', () => {
    expect(draftText(press(toDraft('a👨‍👩‍👧b'), ['Left', 'BSpace']))).toBe('ab')
    expect(press(toDraft('e\u0301x'), ['Left', 'Left'])).toEqual({ before: '', after: 'e\u0301x' })
  })

  it('stays one line without controls, whatever is pasted', () => {
    expect(draftText(typeText(emptyDraft, 'a\r\nb\tc\x1b[31m'))).toBe('a b c[31m')
  })

  it('shows its cursor in the cells that it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const shown = draftLine({ before, after }, 12)
        expect(lineWidth(shown)).toBeLessThanOrEqual(12)
        expect(shown.filter(({ tone }) => tone === 'cursor')).toHaveLength(1)
      }),
    )
    expect(toPlain(draftLine(toDraft('a line that is too long'), 10))).toBe('…too long ')
  })
})

function press(draft: Draft, keys: readonly string[]): Draft {
  return keys.reduce((now, key) => editDraft(now, key) ?? now, draft)
}
