import type { CliCommand } from '../command.ts'
import { toVariables, toWord, toWorkerName } from '../options.ts'

export const run: CliCommand = {
  name: 'run',
  summary: 'run one command: its output streamed, stdin forwarded, its exit code returned',
  words: [['[command...]', 'what to run, best after --']],
  options: [
    { flags: '--name <name>', help: 'what to call it (default: the name of the command)', parse: toWorkerName },
    { flags: '--cwd <folder>', help: 'where to run it' },
    {
      flags: '--env <NAME=value>',
      help: 'a variable for it; may be given several times',
      parse: toVariables,
      initial: {},
    },
    { flags: '--tty', help: 'give it a terminal' },
    { flags: '--shell', help: 'one line for sh -c instead of exact arguments' },
    { flags: '--stdin <none|pipe>', help: 'what its stdin is: ours, or with -d none', parse: toWord('none', 'pipe') },
    { flags: '--keep', help: 'let it go on when this ends, with what it leaves behind' },
    { flags: '-d, --detach', help: 'answer the id of the run at once' },
    {
      flags: '--wait <ready|exit>',
      help: 'with -d: wait until it has started, or ended',
      parse: toWord('ready', 'exit'),
    },
  ],
  json: 'with -d {v, run, worker, outcome?}; else a line each {v, run, stream, time, cursor, text}, then {v, run, worker, outcome, exitCode}',
  passesThrough: true,
  load: async () => (await import('../run.ts')).run,
}
