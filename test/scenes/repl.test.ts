import { expect, it } from 'vitest'
import { openWorkers } from './screen.ts'
import type { Terminal } from './terminal.ts'

const repl = '  repl: { command: node, tty: true, env: { NODE_REPL_HISTORY: "" } }'

async function attach(): Promise<Terminal> {
  const { screen } = openWorkers(repl)
  await screen.waitFor('Type ".help"')
  screen.press('Enter')
  await screen.waitFor('Ctrl-]', { what: 'the frame to name the key that leaves' })
  return screen
}

it('gives an attached REPL every key: it answers, recalls with an arrow, and is interrupted', async () => {
  const screen = await attach()
  screen.type('6*7')
  screen.press('Enter')
  await screen.waitFor(/│42 /, { what: 'the answer' })
  screen.press('Up')
  await screen.waitFor(() => promptRow(screen) === '> 6*7', { what: 'the line again' })
  screen.press('C-c')
  await screen.waitFor(() => promptRow(screen) === '>', { what: 'a new line' })
  // What waits can still write; in a loop that never ends, Node may keep what it has not got rid of before.
  screen.type("await new Promise(() => console.log('waiting'))")
  screen.press('Enter')
  await screen.waitFor(/│waiting /, { what: 'the wait to begin' })
  screen.press('C-c')
  await screen.waitFor('ERR_SCRIPT_EXECUTION_INTERRUPTED')
})

/** What stands in the pane where the cursor is. */
function promptRow(screen: Terminal): string | undefined {
  return screen.row(screen.cursor().y).split('│').at(-2)?.trim()
}

it('puts the cursor where the program has it', async () => {
  const screen = await attach()
  screen.type('const bee')
  await screen.waitFor('> const bee')
  await screen.waitFor(
    () => {
      const { x, y, isVisible } = screen.cursor()
      return isVisible && screen.row(y).slice(0, x).endsWith('> const bee')
    },
    { what: 'the cursor behind what was typed' },
  )
})

it('gives the program the size of its pane, also when that changes', async () => {
  const screen = await attach()
  const paneColumns = () => (/╭ repl [^\n]*╮/.exec(screen.screen())?.[0].length ?? 0) - 2
  const ask = async (): Promise<void> => {
    screen.press('C-l')
    screen.type('process.stdout.columns')
    screen.press('Enter')
    await screen.waitFor(new RegExp(`│${paneColumns()} `), { what: `${paneColumns()} columns` })
  }
  await ask()
  const before = paneColumns()
  screen.resize(100, 30)
  await screen.waitFor(() => paneColumns() > 0 && paneColumns() !== before, { what: 'a narrower pane' })
  await ask()
})

it('is left with Ctrl-], and keys are the screen’s again', async () => {
  const screen = await attach()
  screen.press('C-]')
  await screen.waitFor(/⏎ attach/, { what: 'the keys of the list' })
  screen.press('?')
  await screen.waitFor('this help')
  expect(screen.screen()).not.toContain('> ?')
})
