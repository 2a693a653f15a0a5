import { expect, test } from 'vitest'
import { openTextPane } from '../../../src/tui/panes/text-pane.ts'

const size = { columns: 10, rows: 3 }

function plain(rows: readonly string[]): string[] {
  return rows.map(row => row.replace(/\x1b\[[\d;]*m/g, '').trimEnd())
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}`)

test('given lines show from the first one on, in exactly the cells there are', () => {
  const pane = openTextPane()
  pane.setLines(['\x1b[1mtitle\x1b[0m', 'a long line that is wrapped'])
  expect(pane.rows(size).map(row => row.replace(/\x1b\[[\d;]*m/g, ''))).toEqual([
    'title     ',
    'a long lin',
    'e that is ',
  ])
  pane.setWrap(false)
  expect(plain(pane.rows(size))).toEqual(['title', 'a long lin', ''])
})

test('it scrolls from end to end and no further, and says where it is', () => {
  const pane = openTextPane()
  pane.setLines(numbers(7))
  pane.rows(size)
  expect(pane.foot()).toBe('line 1 of 7')
  pane.scroll({ by: 'page', count: 1 })
  expect(plain(pane.rows(size))[0]).toBe('line 2')
  pane.scroll({ by: 'line', count: 100 })
  expect(plain(pane.rows(size))).toEqual(['line 4', 'line 5', 'line 6'])
  expect(pane.foot()).toBe('end')
  pane.scroll({ to: 'start' })
  pane.scroll({ by: 'half-page', count: -1 })
  expect(plain(pane.rows(size))[0]).toBe('line 0')
})

test('one that follows stays at the end as lines come, and where a person scrolled to', () => {
  const pane = openTextPane({ follows: true })
  let told = 0
  pane.onChange(() => {
    told += 1
  })
  pane.setLines(numbers(5))
  expect(plain(pane.rows(size))).toEqual(['line 2', 'line 3', 'line 4'])
  pane.setLines(numbers(6))
  expect(plain(pane.rows(size))[2]).toBe('line 5')
  expect(pane.foot()).toBe('following')
  pane.scroll({ by: 'line', count: -2 })
  pane.setLines(numbers(9))
  expect(plain(pane.rows(size))[0]).toBe('line 1')
  pane.scroll({ to: 'end' })
  pane.setLines(numbers(10))
  expect(plain(pane.rows(size))[2]).toBe('line 9')
  expect(told).toBe(6)
})

test('fewer lines than there are rows stand at the top', () => {
  const pane = openTextPane({ follows: true })
  expect(pane.rows({ columns: 4, rows: 2 })).toEqual(['    ', '    '])
  pane.setLines(['one'])
  expect(plain(pane.rows(size))).toEqual(['one', '', ''])
  expect(pane.foot()).toBe('')
})

test('nothing in the lines steers the terminal', () => {
  const pane = openTextPane()
  pane.setLines(['a\x1b[2Jb\x1b]0;title\x07c'])
  expect(plain(pane.rows(size))[0]).toBe('abc')
})
