import { expect, it } from 'vitest'
import { openWorkers, selectTab } from './screen.ts'

it('shows each stream alone in its pane, and both in the output', async () => {
  const { screen } = openWorkers('  both: { command: [sh, -c, "echo to out; echo to err >&2; exec sleep 1000"] }')
  await screen.waitFor(now => now.includes('to out') && now.includes('to err'), { what: 'both streams' })
  await selectTab(screen, 'out')
  await screen.waitFor(now => now.includes('to out') && !now.includes('to err'), { what: 'stdout alone' })
  await selectTab(screen, 'err')
  await screen.waitFor(now => !now.includes('to out') && now.includes('to err'), { what: 'stderr alone' })
})

it('shows merged streams in the order of the program', async () => {
  const line = 'for n in 1 2 3 4 5 6; do echo out$$n; echo err$$n >&2; done; exec sleep 1000'
  const { screen } = openWorkers(`  one: { command: [sh, -c, "${line}"], streams: merged }`)
  await screen.waitFor('err6')
  const order = [...screen.screen().matchAll(/(?:out|err)\d/g)].map(([word]) => word)
  expect(order).toEqual([1, 2, 3, 4, 5, 6].flatMap(n => [`out${n}`, `err${n}`]))
})

it('shows a prompt that has no newline at once', async () => {
  const { screen } = openWorkers(
    '  asks: { command: [sh, -c, "printf \'your name? \'; read name; echo hello $$name"] }',
  )
  await screen.waitFor('your name?')
  screen.press('Enter')
  await screen.waitFor(/stdin|type/)
  screen.type('Maja')
  screen.press('Enter')
  await screen.waitFor('hello Maja')
})

it('shows what is written to /dev/stderr', async () => {
  const { screen } = openWorkers(
    '  dev: { command: [sh, -c, "echo x > /dev/stderr; echo y > /dev/stdout; exec sleep 1000"] }',
  )
  await selectTab(screen, 'err')
  await screen.waitFor(/│x /)
  await selectTab(screen, 'out')
  await screen.waitFor(/│y /)
})
