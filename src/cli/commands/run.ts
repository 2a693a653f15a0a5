import type { CliCommand } from '../command.ts'
import { toVariables, toWord } from '../options.ts'

export const run: CliCommand = {
  name: 'run',
  summary: 'run one command: its output streamed, stdin forwarded, its exit code returned',
  words: [['[command...]', 'what to run, best after --']],
  options: [
    { flags: '--name <name>', help: 'what to call it (default: the name of the command)' },
    { flags: '--cwd <folder>', help: 'where to run it' },
    {
      flags: '--env <NAME=value>',
      help: 'a variable for it; may be given several times',
      parse: toVariables,
      initial: {},
    },
    { flags: '--tty', help: 'give it a terminal' },
    { flags: '--shell', help: 'one line for sh -c instead of exact arguments' },
    { flags: '--stdin <none|pipe>', help: 'what its stdin is', parse: toWord('none', 'pipe'), initial: 'pipe' },
  ],
  passesThrough: true,
  load: async () => (await import('../run.ts')).run,
}
