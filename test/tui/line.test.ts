import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../../src/screen/widths.ts'
import {
  cutText,
  fitLine,
  fitText,
  lineWidth,
  span,
  spread,
  toPlain,
  toVisible,
  wrapWords,
} from '../../src/tui/line.ts'

const texts = fc
  .string({ unit: fc.constantFrom('a', ' ', '…', '日', '👍', 'é', 'e\u0301', '\x1b', '\n') })
  .map(toVisible)
const columns = fc.integer({ min: 0, max: 30 })

describe('a line that is fitted', () => {
  it('takes exactly the cells that there are, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), columns, (parts, cells) => {
        expect(
          lineWidth(
            fitLine(
              parts.map(text => span(text)),
              cells,
            ),
          ),
        ).toBe(cells)
      }),
    )
  })

  it('says with an ellipsis that something is left out, and only then', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, cells) => {
        const fitted = toPlain(fitLine([span(text)], cells))
        if (textWidth(text) <= cells) expect(fitted.trimEnd()).toBe(text.trimEnd())
        else expect(fitted.trimEnd().endsWith('…')).toBe(true)
      }),
    )
  })

  it('gives the left part away for the right one', () => {
    expect(toPlain(spread([span('a long name')], [span('42')], 8))).toBe('a lon…42')
  })
})

describe('a text that is fitted', () => {
  it('is padded on the side where it is loose', () => {
    expect(fitText('7%', 4)).toBe('7%  ')
    expect(fitText('7%', 4, 'right')).toBe('  7%')
  })

  it('keeps its cells when a wide character does not fit', () => {
    expect(cutText('ab日本', 4)).toBe('ab… ')
    expect(textWidth(cutText('日本', 2))).toBe(2)
  })
})

it('shows what would steer the terminal instead of obeying it', () => {
  expect(toVisible('a\x1b[2Jb\r\n\u202ec\x9b')).toBe('a␛[2Jb␍␊�c�')
})

describe('words that are wrapped', () => {
  it('are all there, in lines that are not too long', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, cells) => {
        const lines = wrapWords(text, cells)
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(cells)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
