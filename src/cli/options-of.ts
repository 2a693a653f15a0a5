import type { CliCommand, CommandOption } from './command.ts'

/** Works in another folder. */
export const folderOption: CommandOption = {
  flags: '-C <folder>',
  help: 'the project to work on, instead of the one of this folder',
}
const jsonOption: CommandOption = { flags: '--json', help: 'answer as JSON on stdout' }

/** Every option of a command, those that many have too. */
export function optionsOf({ options = [], json }: CliCommand): readonly CommandOption[] {
  return [...options, ...(json ? [jsonOption] : []), folderOption]
}
