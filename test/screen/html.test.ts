import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../src/screen/html.ts'
import { toLine } from '../../src/screen/lines.ts'
import { toMarkup } from '../../src/screen/markup.ts'

describe('a line as HTML', () => {
  it('has its colours and looks', () => {
    expect(htmlOf('plain \x1b[31mred\x1b[m')).toBe('plain <span style="color:#f27c83">red</span>')
    expect(htmlOf('\x1b[1;3;4;48;2;1;2;3mx')).toBe(
      '<span style="color:#d3d7e3;background:#010203;font-weight:700;font-style:italic;text-decoration:underline solid">x</span>',
    )
    expect(htmlOf('\x1b[7mx')).toBe('<span style="color:#15171e;background:#d3d7e3">x</span>')
    expect(htmlOf('\x1b[8mhidden')).toContain('visibility:hidden')
  })

  it('shows markup as the text that it is, whatever was printed', () => {
    expect(htmlOf('<img src=x onerror="a()">&')).toBe('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const html = htmlOf(text).replace(/<span style="[a-z0-9#:; -]*">|<\/span>/g, '')
        expect(html).not.toMatch(/[<>"'\x00-\x08\x0b-\x1f\x7f-\x9f]/)
        expect(html.match(/&(?!amp;|lt;|gt;|quot;|#39;)/g)).toBeNull()
      }),
    )
  })
})

describe('markup of any text', () => {
  it('is the text again for who reads it, without what would steer or reorder', () => {
    expect(toMarkup('a\u202eb\u0000c\ud800')).toBe('a\ufffdb\ufffdc\ufffd')
    expect(toMarkup('tab\tand\nfeed')).toBe('tab\tand\nfeed')
  })
})

function htmlOf(text: string): string {
  return renderHtml(toLine(text).spans)
}
