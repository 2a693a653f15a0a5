import { expect, test } from 'vitest'
import { anchorRow } from '../../../src/tui/paint/anchor.ts'

test('after what terminals give different widths the row says where it goes on', () => {
  expect(anchorRow('a😀b│', 4)).toBe('a😀\x1b[8Gb│')
  expect(anchorRow('e\u0301│', 0)).toBe('e\u0301\x1b[2G│')
  expect(anchorRow('\x1b[31m👩‍👩‍👧\x1b[0m 👍🏽x', 0)).toBe('\x1b[31m👩‍👩‍👧\x1b[3G\x1b[0m 👍🏽\x1b[6Gx')
})

test('a row of letters, line drawing and ideographs is left as it is', () => {
  const row = '\x1b[1;31mGET /café\x1b[0m ┌─┐ ▐█ ⠋ Ж λ 漢字 かな 한글 … →'
  expect(anchorRow(row, 7)).toBe(row)
})
