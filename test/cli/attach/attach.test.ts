import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanEnv } from '../../scenes/environment.ts'
import { startOnPty } from '../../scenes/pty.ts'
import { beginScene, expectRestored } from '../../scenes/scene.ts'
import type { Terminal, TerminalOrder } from '../../scenes/terminal.ts'
import { until } from '../../until.ts'

const program = join(import.meta.dirname, 'attaches.ts')

type Order = Pick<TerminalOrder, 'columns' | 'rows' | 'env'> & { readonly words?: readonly string[] }

/** A terminal in which skep attaches to a worker that runs this line of shell. */
function open(line: string, { words = [], ...order }: Order = {}): Terminal {
  const scene = beginScene()
  return scene.open({ argv: commandLine(scene.folder, line, words), ...order })
}

type Argv = [file: string, ...args: string[]]

function commandLine(folder: string, line: string, words: readonly string[] = []): Argv {
  return [process.execPath, program, join(folder, 'state'), line, 'attach', 'repl', ...words]
}

const busy = "printf '\\033[?1049h\\033[?25l\\033[?1003hbusy'; exec sleep 1000"
const repl = 'NODE_REPL_HISTORY= exec node -i'

describe('an attached terminal', () => {
  test('names the key that leaves before it shows anything', async () => {
    const { folder, env } = beginScene()
    const pty = startOnPty({ argv: commandLine(folder, repl), cwd: folder, env: cleanEnv(env), columns: 80, rows: 24 })
    let written = ''
    pty.onData(text => {
      written += text
    })
    await until(() => written.includes('Type ".help"'), { what: 'the program’s screen', show: () => written })
    pty.hangUp()
    expect(written).toMatch(/^skep: attached to repl; Ctrl-\] leaves it.*\r\n[\s\S]*Type ".help"/)
  })

  test('shows what is there, gives every key to the program, and is left with the leave key; the program goes on', async () => {
    const terminal = open(repl)
    await terminal.waitFor('Type ".help"')
    terminal.type('6*7\r')
    await terminal.waitFor(/^42$/m)
    terminal.type('await new Promise(() => {})\r')
    await terminal.waitFor('await')
    terminal.press('C-c')
    await terminal.waitFor('ERR_SCRIPT_EXECUTION_INTERRUPTED')
    terminal.press('C-]')
    await terminal.waitFor(/^skep: left repl, which goes on; back to it: skep attach repl$/m)
    await terminal.waitFor('over with 0, and repl is running')
    expectRestored(terminal)
  })

  test('gets the leave key once where it is pressed twice, in every form', async () => {
    const terminal = open('stty raw -echo; echo ready; exec cat -v')
    await terminal.waitFor('ready')
    for (const form of ['\x1d', '\x1b[93;5u', '\x1b[27;5;93~']) {
      terminal.type(`${form}${form}`)
      await terminal.waitFor(form === '\x1d' ? '^]' : form.replace('\x1b', '^['))
    }
    terminal.type('\x1b[93;5u')
    await terminal.waitFor('over with 0, and repl is running')
  })

  test('takes no key of a paste for the leave key', async () => {
    const terminal = open("stty raw -echo; printf '\\033[?2004hready'; exec cat -v")
    await terminal.waitFor('ready')
    terminal.paste('one\x1dtwo')
    await terminal.waitFor('^[[200~one^]two^[[201~')
    terminal.press('C-]')
    await terminal.waitFor('over with 0')
    expectRestored(terminal)
  })

  test('follows the size of ours', async () => {
    const tell = 'console.log(process.stdout.columns, "by", process.stdout.rows)'
    const line = `exec node -e 'process.stdin.resume(); ${tell}; process.stdout.on("resize", () => ${tell})'`
    const terminal = open(line, { columns: 90, rows: 20 })
    await terminal.waitFor(/^90 by 20$/m)
    terminal.resize(70, 15)
    await terminal.waitFor(/^70 by 15$/m)
  })

  test('gives back a terminal on which the program changed everything', async () => {
    const modes =
      '\\033[?1049h\\033[?1003;1006;1004;2004;1;2026;6h\\033[?25l\\033[?7l\\033=\\033[4h\\033[>5u\\033[2;9rall'
    const terminal = open(`stty -echo; printf '${modes}'; exec cat`)
    await terminal.waitFor(() => terminal.changedModes().length === 12, { what: 'all that was changed' })
    terminal.press('C-]')
    await terminal.waitFor('over with 0, and repl is running')
    expectRestored(terminal)
  })

  test('lets no question of the program reach ours, which would answer into its input', async () => {
    const line = "stty raw -echo; printf '\\033[c\\033[6n\\033[5n\\033]11;?\\007ready'; exec cat -v"
    const terminal = open(line)
    await terminal.waitFor('ready')
    terminal.type('end')
    await terminal.waitFor('end')
    // Once each: the emulator's, in the order of the questions.
    expect(terminal.screen().match(/\[\?\d[\d;]*c/g)).toHaveLength(1)
    expect(terminal.screen().match(/\^\[\[0n/g)).toHaveLength(1)
  })

  test('says how its program ended, with 0, and is as before', async () => {
    const terminal = open("printf '\\033[?1049h\\033[?25lbusy'; read x; exit 3")
    await terminal.waitFor('busy')
    terminal.press('Enter')
    await terminal.waitFor(/^skep: repl ended: exit 3$/m)
    await terminal.waitFor('over with 0, and repl is ended')
    expectRestored(terminal)
  })

  test('gives the terminal back when it is told to end', async () => {
    const terminal = open(busy)
    await terminal.waitFor('busy')
    terminal.kill('SIGTERM')
    await terminal.waitFor('over with 143, and repl is running')
    expectRestored(terminal)
  })

  test('gives the terminal back when it crashes, and what it says of that is seen', async () => {
    const terminal = open(busy)
    await terminal.waitFor('busy')
    terminal.kill('SIGUSR2')
    await terminal.exit
    expect(terminal.screen()).toContain('a bug of ours')
    expectRestored(terminal)
  })

  test('ends when its window is closed', async () => {
    const terminal = open(busy)
    await terminal.waitFor('busy')
    terminal.hangUp()
    await terminal.exit
  })

  test('of a program that never stops writing is left at once', async () => {
    const terminal = open('exec yes "$(seq 100 | tr -d \'\\n\')"')
    await terminal.waitFor('9596979899100')
    terminal.press('C-]')
    await terminal.waitFor('over with 0, and repl is running')
    expectRestored(terminal)
  })

  test('that is watched gets no key, and is left with Ctrl-C too', async () => {
    const terminal = open('echo ready; while read x; do echo "got $x"; done', { words: ['--watch'] })
    await terminal.waitFor(/^ready$/m)
    terminal.type('me\r')
    terminal.press('C-c')
    await terminal.waitFor('over with 0, and repl is running')
    expect(terminal.screen()).not.toContain('got')
    expectRestored(terminal)
  })
})
