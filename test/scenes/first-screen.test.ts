import { expect, it } from 'vitest'
import { openShop } from './screen.ts'
import type { Terminal } from './terminal.ts'

const workers = ['api', 'client', 'mailer', 'stubborn', 'node', 'shell']

it('shows all workers of the shop at once, with what the first one writes', async () => {
  const { screen } = await openShop()
  await screen.waitFor(now => workers.every(name => listed(now, name)), { what: 'all workers' })
  await screen.waitFor('the shop is open')
  await screen.waitFor(/GET {2}\/products +200/)
  expect(screen.row(0)).toMatch(/^ skep · shop .*\d+ running/)
})

it('says of a job that fails when it is tried again, and how it ended', async () => {
  const { screen } = await openShop()
  await screen.waitFor(/mailer +backoff/, { what: 'the pause before the next try' })
  await screen.waitFor(/mailer .*↻1/, { what: 'the second try' })
})

it.each([
  [20, 5],
  [80, 24],
  [120, 40],
  [200, 60],
])('can be used at %i×%i', async (columns, rows) => {
  const { screen } = await openShop({ columns, rows })
  await screen.waitFor(now => now.includes('skep') && listed(now, 'api'), { what: 'the list' })
  screen.press('j')
  await screen.waitFor(() => isSelected(screen, 'client'), { what: 'the next worker to be selected' })
})

function isSelected(screen: Terminal, name: string): boolean {
  const y = screen
    .screen()
    .split('\n')
    .findIndex(row => listed(row, name))
  return y > 0 && screen.styledCell(screen.row(y).indexOf(name), y).inverse
}

function listed(screen: string, name: string): boolean {
  return screen.split('\n').some(row => new RegExp(`^.{0,4}\\b${name}\\b`).test(row))
}
