import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toStyle } from '../../../src/screen/pen.ts'
import { rowSpans } from '../../../src/screen/row.ts'
import { cellsOf } from '../../../src/screen/svg/cell.ts'
import { renderPicture } from '../../../src/screen/svg/picture.ts'
import { readCells, type Seen } from '../capture.ts'
import { show } from '../shown.ts'

const folder = join(import.meta.dirname, '..', 'recordings')
const names = globSync('*.bytes', { cwd: folder }).map(file => file.slice(0, -'.bytes'.length))

describe.each(names)('%s', name => {
  it('has in its cells what the emulator shows, each in its column', async () => {
    const { columns, rows }: { columns: number; rows: number } = JSON.parse(
      readFileSync(join(folder, `${name}.json`), 'utf8'),
    )
    const emulator = await show(readFileSync(join(folder, `${name}.bytes`)), { size: { columns, rows } })
    const cells = emulator.rows().map(row => cellsOf(rowSpans(row, columns)).map(({ text }) => text))
    expect(cells).toEqual(emulator.rows().map(row => readCells(row).map(visibleText)))
  })
})

function visibleText({ text, pen }: Seen): string {
  return text !== '' && toStyle(pen).invisible ? ' ' : text
}

it('a picture of real programs is whole XML without anything that could do something', async () => {
  const emulator = await show('<script>alert(1)</script> \x1b]2;"&\x07 & \x1b[1;7mé日本\x1b[m', {
    size: { columns: 60, rows: 3 },
  })
  const rows = emulator.rows().map(row => cellsOf(rowSpans(row, 60)))
  const cursor = { x: 0, y: 0, isVisible: true }
  const svg = renderPicture({ title: emulator.title, description: '<x>', rows, cursor })
  expect(svg).not.toMatch(/<(?:script|x)>/)
  expect(svg.match(/&(?!amp;|lt;|gt;|quot;|#39;)/g)).toBeNull()
})
