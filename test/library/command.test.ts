import { describe, expect, it } from 'vitest'
import { type CommandOptions, toCommand } from '../../src/library/command.ts'

describe('a command', () => {
  it('that is a list is taken as it is', () => {
    expect(toCommand({ command: ['a b', ''] })).toEqual({ kind: 'argv', argv: ['a b', ''] })
  })

  it('that is a line for the shell is handed to it as it is', () => {
    expect(toCommand({ command: 'a | b "', mode: 'shell' })).toEqual({ kind: 'shell', line: 'a | b "' })
  })

  it('that is a line of words is split by the quoting of the shell', () => {
    const command = `run 'a b' "c \\" d" e\\ f $HOME`
    expect(toCommand({ command, mode: 'words' })).toEqual({
      kind: 'argv',
      argv: ['run', 'a b', 'c " d', 'e f', '$HOME'],
    })
  })

  it('whose quotes are not balanced is refused with the place', () => {
    expect(() => toCommand({ command: `run "a`, mode: 'words' })).toThrow(
      expect.objectContaining({ code: 'usage', data: { at: 4 }, message: expect.stringContaining('at 4') }),
    )
  })

  // A program in JavaScript may hand over anything.
  it.each<[string, object, string]>([
    ['is missing', {}, 'the command is missing'],
    ['is blank', { command: ' \n', mode: 'shell' }, 'the command is blank'],
    ['has no words', { command: [] }, 'the command is blank'],
    ['has no program', { command: ['', 'x'] }, 'the command is blank'],
    ['is an empty word', { command: `''`, mode: 'words' }, 'the command is blank'],
    ['is a text without a mode', { command: 'echo hello' }, 'a command that is a text needs its mode'],
  ])('that %s is refused, and nothing is a default', (_law, options, message) => {
    expect(() => toCommand(options as CommandOptions)).toThrow(expect.objectContaining({ code: 'usage', message }))
  })
})
