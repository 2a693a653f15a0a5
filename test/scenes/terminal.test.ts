import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { isAlive } from './processes.ts'
import { beginScene } from './scene.ts'

const bash = ['bash', '--norc', '--noprofile'] as const

describe('a terminal of the scenes', () => {
  it('shows what a program prints and types what a person types', async () => {
    const terminal = beginScene().open({ argv: bash, env: { PS1: '$ ' } })
    await terminal.waitFor('$ ')
    terminal.type('echo $((6*7)) $COLUMNS')
    terminal.press('Enter')
    await terminal.waitFor(/^42/m)
    terminal.type('exit 3')
    terminal.press('Enter')
    expect(await terminal.exit).toEqual({ code: 3, signal: undefined })
    expect(terminal.row(0)).toBe('$ echo $((6*7)) $COLUMNS')
  })

  it('shows all of what was written just before the end', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'seq 1 500; printf end'] })
    await terminal.exit
    expect(terminal.screen().split('\n').at(-1)).toBe('end')
  })

  it('has nothing of the environment of whoever runs the tests', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'echo "CI=$CI HOME=$HOME TERM=$TERM"'] })
    await terminal.exit
    expect(terminal.screen()).toMatch(/^CI= HOME=\S+home TERM=xterm-256color$/m)
  })

  it('carries keys, resizes and the alternate screen of vim, and is as before after it', async () => {
    const scene = beginScene()
    writeFileSync(join(scene.folder, 'poem'), 'roses\nviolets\n')
    const terminal = scene.open({ argv: ['vim', '-u', 'NONE', '-i', 'NONE', '+set mouse=a ttymouse=sgr', 'poem'] })
    await terminal.waitFor('violets')
    expect(terminal.changedModes()).toContain('alternate screen')
    expect(terminal.changedModes()).toContain('mouse')
    terminal.mouse({ button: 'left', x: 3, y: 1 })
    await until(() => terminal.cursor().y === 1 && terminal.cursor().x === 3, { what: 'the cursor at the click' })
    terminal.press('O')
    terminal.type('sugar')
    await terminal.waitFor(/^roses\nsugar\nviolets$/m)
    terminal.press('Escape')
    terminal.resize(40, 10)
    await terminal.waitFor(screen => screen.split('\n').length === 10 && screen.includes('violets'))
    terminal.type(':q!')
    terminal.press('Enter')
    expect(await terminal.exit).toEqual({ code: 0, signal: undefined })
    expect(terminal.changedModes()).toEqual([])
  })

  it('sends arrows as less asks for them', async () => {
    const scene = beginScene()
    writeFileSync(join(scene.folder, 'lines'), Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join(''))
    const terminal = scene.open({ argv: ['less', 'lines'], rows: 10 })
    await terminal.waitFor('line 0')
    expect(terminal.changedModes()).toContain('application cursor keys')
    terminal.press('Down', 'Down')
    await terminal.waitFor(screen => screen.startsWith('line 2\n'), { what: 'line 2 at the top' })
    terminal.press('q')
    await terminal.exit
  })

  it('pastes in brackets into the python that asked for them, and interrupts it', async () => {
    const terminal = beginScene().open({ argv: ['python3', '-q'] })
    await terminal.waitFor('>>>')
    terminal.paste('6*7')
    terminal.press('Enter')
    await terminal.waitFor(/^42$/m)
    terminal.press('C-c')
    await terminal.waitFor('KeyboardInterrupt')
    terminal.press('C-d')
    expect(await terminal.exit).toMatchObject({ code: 0 })
  })

  it('tells how a cell looks, wide characters included', async () => {
    const terminal = beginScene().open({ argv: ['printf', '\\033[1;31mA\\033[0m\\033[48;2;1;2;3m日\\033[0m'] })
    await terminal.exit
    expect(terminal.styledCell(0, 0)).toMatchObject({ text: 'A', bold: true, foreground: 1, background: undefined })
    expect(terminal.styledCell(1, 0)).toMatchObject({ text: '日', width: 2, background: '#010203' })
    expect(terminal.styledCell(2, 0)).toMatchObject({ text: '', width: 0 })
  })

  it('hangs its program up when it is closed', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'echo here; exec sleep 1000'] })
    await terminal.waitFor('here')
    terminal.hangUp()
    expect(await terminal.exit).toEqual({ code: 0, signal: 'SIGHUP' })
  })

  it('ends with its window a program that the window does not interest', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'trap "" HUP; echo deaf; exec sleep 1000'] })
    await terminal.waitFor('deaf')
    await terminal.close()
    expect(isAlive(terminal.pid)).toBe(false)
  })

  it('shows at the ceiling the whole screen, row by row', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'echo here; read x'], columns: 20, rows: 3 })
    await terminal.waitFor('here')
    const waiting = terminal.waitFor('there', { timeoutMs: 1 })
    await expect(waiting).rejects.toThrow(/for there on the screen; there was:\n\+-{20}\+\n\|here\n\|\n\|\n\+-{20}\+/)
  })

  it('does not wait for what cannot come any more', async () => {
    const terminal = beginScene().open({ argv: ['sh', '-c', 'echo here; exit 3'] })
    await terminal.waitFor('here')
    await expect(terminal.waitFor('there')).rejects.toThrow('the program ended with 3')
  })
})

describe('the living of a scene', () => {
  it('are all that it started, those that left its terminal and its group too', async () => {
    const scene = beginScene()
    expect(scene.living()).toEqual([])
    const script = 'setsid sh -c "sleep 1000 & sleep 1001" & exec sleep 1002'
    const terminal = scene.open({ argv: ['sh', '-c', script] })
    const commands = () => scene.living().map(({ command }) => command)
    await until(() => ['1000', '1001', '1002'].every(one => commands().includes(`sleep ${one}`)), { what: 'all three' })
    await terminal.close()
    expect(commands()).not.toContain('sleep 1002')
    expect(commands()).toContain('sleep 1000')
  })
})
