import type { CliCommand, CommandOption } from '../command.ts'

/** Another file than the project's own. */
export const fileOption: CommandOption = { flags: '-f, --file <file>', help: 'a skep.yaml, Procfile or package.json' }

export const check: CliCommand = {
  name: 'check',
  summary: 'read the configuration and print what it means; starts nothing',
  options: [fileOption],
  load: async () => (await import('../check.ts')).check,
}
