import type { CliCommand, CommandOption } from '../command.ts'
import { toVariables, toWorkerName } from '../options.ts'

/** Where a command of a worker runs, and with what. */
export const placeOptions: readonly CommandOption[] = [
  { flags: '--cwd <folder>', help: 'where it runs' },
  {
    flags: '--env <NAME=value>',
    help: 'a variable for it; may be given several times',
    parse: toVariables,
    initial: {},
  },
  { flags: '--tty', help: 'give it a terminal' },
  { flags: '--shell', help: 'one line for sh -c instead of exact arguments' },
]

export const add: CliCommand = {
  name: 'add',
  summary: 'put a command into the catalogue as a worker, and start it when asked',
  words: [['[command...]', 'what it runs, best after --']],
  options: [
    { flags: '--name <name>', help: 'what to call it (default: the name of the command)', parse: toWorkerName },
    ...placeOptions,
    { flags: '--start', help: 'start it at once' },
    { flags: '--save', help: 'write it into skep.yaml too' },
  ],
  passesThrough: true,
  json: '{v, workers: [{ref, worker, status, changed, eventId}], saved?: {file, pending: [field]}}',
  load: async () => (await import('../add.ts')).add,
}
