import { describe, expect, it } from 'vitest'
import type { StyledCell } from '../../../src/screen/svg/cell.ts'
import { renderPicture } from '../../../src/screen/svg/picture.ts'
import { toStyledCell } from '../../scenes/cell.ts'

describe('a picture of a screen', () => {
  it('joins what is drawn in one row to one line, whatever the font', () => {
    expect(draw('╭──────╮')).toContain('M8.4 9H58.8')
    expect(draw('────────').match(/<path d="M0 9H67.2"/g)).toHaveLength(1)
    expect(draw('╭──────╮')).not.toContain('─')
  })

  it('places each word at its cell and gives it exactly its cells', () => {
    expect(draw('ab  cde')).toMatch(
      /<text x="0" [^>]*textLength="16.8"[^>]*>ab<.*<text x="33.6" [^>]*"25.2"[^>]*>cde</s,
    )
  })

  it('centres what is not ASCII in its own cell', () => {
    expect(draw('a●b')).toMatch(/<text x="12.6" [^>]*class="c"[^>]*>●</)
  })

  it('paints an inverse cell with its colours exchanged', () => {
    const plain = draw('x', { foreground: '#111111', background: '#222222' })
    const inverse = draw('x', { foreground: '#222222', background: '#111111', inverse: true })
    expect(inverse).toBe(plain)
    expect(plain).toContain('height="18" fill="#222222"')
  })

  it('shows markup as the text that it is', () => {
    expect(draw('<b>&')).toContain('>&lt;b&gt;&amp;<')
  })
})

function draw(text: string, look: Partial<StyledCell> = {}): string {
  const row = [...text].map(char => ({ ...toStyledCell(undefined), text: char, ...look }))
  return renderPicture({ title: '', description: '', rows: [row], cursor: { x: 0, y: 0, isVisible: false } })
}
