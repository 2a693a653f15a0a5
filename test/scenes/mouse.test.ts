import { it } from 'vitest'
import { openWorkers } from './screen.ts'
import type { Terminal } from './terminal.ts'

const workers = `
  many: { command: [sh, -c, "seq 1 500; exec sleep 1000"] }
  other: { command: [sh, -c, "echo the other; exec sleep 1000"] }`

it('selects the worker that is clicked', async () => {
  const { screen } = openWorkers(workers)
  await screen.waitFor('500')
  screen.mouse({ button: 'left', ...findText(screen, 'other') })
  await screen.waitFor('╭ other · ')
  await screen.waitFor('the other')
})

it('scrolls with the wheel what is under it, and holds it still', async () => {
  const { screen } = openWorkers(workers)
  await screen.waitFor('500')
  screen.mouse({ button: 'wheel-up', ...findText(screen, '500') })
  await screen.waitFor(now => !now.includes('500'), { what: 'the end to be out of sight' })
  await screen.waitFor(now => !now.includes('following'), { what: 'the pane to follow no more' })
  screen.press('f')
  await screen.waitFor('500')
  await screen.waitFor('following')
})

function findText(screen: Terminal, text: string): { readonly x: number; readonly y: number } {
  const rows = screen.screen().split('\n')
  const y = rows.findIndex(row => row.includes(text))
  return { x: rows[y]?.indexOf(text) ?? 0, y }
}
