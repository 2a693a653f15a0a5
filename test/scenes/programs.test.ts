import { expect, it } from 'vitest'
import type { StyledCell } from '../../src/screen/svg/cell.ts'
import { until } from '../until.ts'
import { openWorkers } from './screen.ts'
import type { Terminal } from './terminal.ts'

// Wide characters, an emoji, and a mark that stands on its letter.
const wide = ['plain', '日本語 wide', 'a 🐝 flies', 'cafe\u0301 au lait']
const joined = 'thumb 👍🏽 up'

const vim = ['vim', '-u', 'NONE', '-i', 'NONE', '-n', '+syntax off', '+set number hlsearch', '+/wide', 'text'] as const
const less = ['less', '-N', 'text'] as const

it.each([
  { name: 'vim', argv: vim, quit: ':q!', lines: [...wide, 'the end'] },
  { name: 'less', argv: less, quit: 'q', lines: [...wide, joined, 'the end'] },
])('shows $name in its pane cell for cell as a terminal of that size does', async ({ name, argv, quit, lines }) => {
  const worker = `  edit: { command: ${JSON.stringify(argv)}, tty: true }`
  const { scene, screen } = openWorkers(worker, { files: { text: lines.join('\n') } })
  screen.press('Enter')
  await screen.waitFor('Ctrl-]')
  await screen.waitFor('the end')
  const pane = placeOf(screen, 'edit')
  const alone = scene.open({ argv, env: { COLORTERM: 'truecolor' } })
  await alone.waitFor('the end')
  alone.resize(pane.columns, pane.rows)
  // What a program draws for the first time and what it draws again may differ.
  for (const terminal of [screen, alone]) terminal.press('C-l')
  await until(() => differing(screen, alone, pane).length === 0, {
    what: `the pane to show ${name} as it is`,
    show: () => differing(screen, alone, pane),
  })
  expect(cursorIn(screen, pane)).toEqual(cursorIn(alone, { ...pane, x: 0, y: 0 }))
  screen.type(quit)
  screen.press('Enter')
  await screen.waitFor(/edit +completed/)
})

it('runs a tmux in a pane, whose panes are its own', async () => {
  const command = JSON.stringify(['tmux', '-f', '/dev/null', 'new', 'sh'])
  const { screen } = openWorkers(
    `  nested: { command: ${command}, tty: true, env: { PS1: "in tmux ", TMUX_TMPDIR: . } }`,
  )
  screen.press('Enter')
  await screen.waitFor(/│in tmux /)
  screen.press('C-b', '%')
  await screen.waitFor(/│in tmux +│[#$] +│/, { what: 'two panes' })
  screen.type('exit')
  screen.press('Enter')
  await screen.waitFor(now => !/│in tmux +│[#$] +│/.test(now), { what: 'one pane' })
  screen.type('exit')
  screen.press('Enter')
  await screen.waitFor(/nested +completed/)
})

type Place = { readonly x: number; readonly y: number; readonly columns: number; readonly rows: number }

/** What is inside the frame of the pane. */
function placeOf(screen: Terminal, name: string): Place {
  const rows = screen.screen().split('\n')
  const top = rows.findIndex(row => row.includes(`╭ ${name} · `))
  const left = rows[top]?.indexOf(`╭ ${name} · `) ?? 0
  const right = rows[top]?.lastIndexOf('╮') ?? 0
  const bottom = rows.findLastIndex(row => row[left] === '╰')
  return { x: left + 1, y: top + 1, columns: right - left - 1, rows: bottom - top - 1 }
}

/** The cells that are not as they are in a terminal of its own. */
function differing(screen: Terminal, alone: Terminal, { x, y, columns, rows }: Place): readonly string[] {
  return Array.from({ length: rows * columns }, (_, index) => index).flatMap(index => {
    const [column, row] = [index % columns, Math.floor(index / columns)]
    const [shown, expected] = [look(screen.styledCell(x + column, y + row)), look(alone.styledCell(column, row))]
    return shown === expected ? [] : [`${column},${row}: ${shown}, expected ${expected}`]
  })
}

// A cell that nothing was written to and one with a blank look the same.
function look({ text: letter, ...style }: StyledCell): string {
  return JSON.stringify({ ...style, letter: style.width > 0 && letter === '' ? ' ' : letter })
}

function cursorIn(terminal: Terminal, { x, y }: Place): { readonly x: number; readonly y: number } {
  const cursor = terminal.cursor()
  return { x: cursor.x - x, y: cursor.y - y }
}
