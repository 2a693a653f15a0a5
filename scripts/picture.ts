import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { StyledCell } from '../src/screen/svg/cell.ts'
import { renderPicture } from '../src/screen/svg/picture.ts'
import { isAlive, killMarked, markName } from '../test/scenes/processes.ts'
import { programArgv, root } from '../test/scenes/program.ts'
import { openTerminal, type Terminal } from '../test/scenes/terminal.ts'

/** Makes media/screen.svg of the README from a real run: the shop is started, its REPL asked, and the screen drawn. */
const target = join(root, 'media', 'screen.svg')
const size = { columns: 116, rows: 30 }

const top = mkdtempSync(join(realpathSync(tmpdir()), 'skep-picture-'))
const terminal = openShop()
try {
  await act(terminal)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, renderPicture(shotOf(terminal)))
  console.log(`${target} is the screen of this run`)
} finally {
  if (isAlive(terminal.pid)) terminal.kill('SIGTERM')
  await terminal.exit
  // The shop goes on without its screen.
  killMarked(top)
  rmSync(top, { recursive: true, force: true, maxRetries: 5 })
}

// A copy in a folder of its own: nothing of whoever makes the picture is to be seen in it.
function openShop(): Terminal {
  const folder = join(top, 'shop')
  cpSync(join(root, 'examples/shop'), folder, { recursive: true })
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  const own = { HOME: top, SKEP_HOME: join(top, 'state'), SKEP_RUNTIME_DIR: join(top, 's'), PATH: path }
  const env = { ...own, COLORTERM: 'truecolor', [markName]: top }
  return openTerminal({ argv: programArgv('up'), cwd: folder, env, ...size })
}

/** What a person does before the picture is taken: stops the stubborn one, and asks the shop from the REPL. */
async function act(shop: Terminal): Promise<void> {
  await shop.waitFor(screen => (screen.match(/POST/g)?.length ?? 0) >= 3, { what: 'three orders' })
  shop.press('4')
  await shop.waitFor('here to stay')
  shop.press('x')
  await shop.waitFor(/stubborn +stopped/)
  shop.press('5')
  await shop.waitFor('Type ".help"')
  shop.press('Enter')
  await shop.waitFor('Ctrl-]')
  await ask(shop, "const shop = 'http://127.0.0.1:4870'", 'undefined')
  await ask(shop, 'const get = async path => (await fetch(shop + path)).json()', 'undefined')
  await ask(shop, "await get('/products')", "[ 'honey', 'beeswax', 'smoker', 'veil' ]")
  await ask(shop, "console.table((await get('/cart')).items)", '└─')
  await ask(shop, '6 * 7', '42')
  shop.type("await get('/cou")
  await shop.waitFor("get('/cou")
  await shop.waitFor(/mailer +backoff/)
}

async function ask(shop: Terminal, question: string, answer: string): Promise<void> {
  const prompts = (screen: string): number => screen.match(/│> /g)?.length ?? 0
  const before = prompts(shop.screen())
  shop.type(question)
  shop.press('Enter')
  await shop.waitFor(screen => screen.includes(answer) && prompts(screen) === before + 1, { what: answer })
}

function shotOf(shop: Terminal): Parameters<typeof renderPicture>[0] {
  const cellsOf = (y: number): StyledCell[] => Array.from({ length: shop.columns }, (_, x) => shop.styledCell(x, y))
  return {
    title: 'skep up',
    description: 'The screen of skep: the workers of a small shop, and one of them, a Node REPL, attached in a pane.',
    rows: Array.from({ length: shop.rows }, (_, y) => cellsOf(y)),
    cursor: shop.cursor(),
  }
}
