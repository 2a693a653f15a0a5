import type { CliCommand } from '../command.ts'
import { toDurationMs } from '../options.ts'
import { fileOption, profileOption } from './check.ts'

export const up: CliCommand = {
  name: 'up',
  summary: 'start what the file wants: with the screen at a terminal, else as a stream of all output',
  words: [['[names...]', 'only these workers']],
  options: [
    fileOption,
    profileOption,
    { flags: '-d, --detach', help: 'in the background: wait until all have started or one has failed' },
    { flags: '--timeout <time>', help: 'with -d: how long to wait (default: 2m)', parse: toDurationMs },
    { flags: '--until <all|any|name>', help: 'stream until all, any or one of them has ended, with its exit code' },
  ],
  json: 'with -d {v, up, failed, waiting}; as a stream a line each {v, worker, run, stream, time, cursor, text} or {v, worker, run, event, time, message}',
  load: async () => (await import('../up.ts')).up,
}
