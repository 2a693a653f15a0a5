import { describe, expect, it } from 'vitest'
import { draftText, toDraft } from '../../../src/tui/draft.ts'
import { nameOf, readCommand, readTyped } from '../../../src/tui/panels/form/read.ts'
import { emptyForm, fillField, moveField } from '../../../src/tui/panels/form/state.ts'

describe('a command that is typed', () => {
  it('is run as it is when it has only words, and through a shell when it has more', () => {
    expect(readCommand("node 'my server.js' -p 3000")).toEqual({
      kind: 'argv',
      argv: ['node', 'my server.js', '-p', '3000'],
    })
    for (const line of ['npm run build && npm start', 'echo $HOME', 'PORT=1 node x', 'ls *.js', 'a | b'])
      expect(readCommand(line)).toEqual({ kind: 'shell', line })
    expect(readCommand("echo 'open")).toBeUndefined()
  })

  it('names the worker by its most telling word', () => {
    expect(
      ['npm run dev', './bin/server.sh -v', 'node api/main.mjs', 'python3', 'A=1 make all', 'npm'].map(nameOf),
    ).toEqual(['dev', 'server', 'main', 'python3', 'make', 'npm'])
  })
})

describe('the form', () => {
  it('follows the command with the name until a name is typed', () => {
    const typed = fillField(emptyForm('/shop'), toDraft('npm run dev'))
    expect(draftText(typed.fields.name)).toBe('dev')
    const named = fillField(moveField(typed, 1), toDraft('web'))
    const other = fillField({ ...named, at: 'command' }, toDraft('npm run start'))
    expect(draftText(other.fields.name)).toBe('web')
  })

  it('goes through its fields in both directions, around the end', () => {
    expect([1, 2, 3, 4, -1].map(by => moveField(emptyForm('/'), by).at)).toEqual([
      'name',
      'cwd',
      'tty',
      'command',
      'tty',
    ])
  })

  it('says what is missing and where', () => {
    const typed = { command: 'ls', name: 'ls', cwd: '/' }
    expect(readTyped(typed)).toMatchObject({ ok: true })
    expect(readTyped({ ...typed, command: '' })).toMatchObject({ ok: false, at: 'command' })
    expect(readTyped({ ...typed, command: '"x' })).toMatchObject({ ok: false, at: 'command', problem: /quote/ })
    expect(readTyped({ ...typed, name: '-x' })).toMatchObject({ ok: false, at: 'name' })
    expect(readTyped({ ...typed, cwd: '' })).toMatchObject({ ok: false, at: 'cwd' })
  })
})
