import { expect, test } from 'vitest'
import { openDrawing } from '../../src/cli/drawing.ts'
import { show, texts } from '../screen/shown.ts'

async function drawn(rows: number, ...frames: ReadonlyArray<readonly string[]>): Promise<readonly string[]> {
  let written = 'before\r\n'
  const terminal = {
    rows,
    write(text: string | Uint8Array) {
      written += String(text).replaceAll('\n', '\r\n')
      return true
    },
  }
  const drawing = openDrawing(terminal)
  for (const frame of frames) drawing.draw(frame)
  drawing.close()
  return texts(await show(written, { size: { columns: 20, rows } }))
}

test('what is drawn again takes the place of what was drawn before, longer lines and more of them too', async () => {
  expect(await drawn(8, ['one long line', 'two', 'three'], ['ONE', 'TWO'])).toEqual(['before', 'ONE', 'TWO'])
})

test('what does not fit below each other is counted', async () => {
  expect(await drawn(4, ['1', '2', '3', '4', '5'])).toEqual(['1', '2', '… 3 more'])
})
