import type { CliCommand } from '../command.ts'
import { toCount, toList, toSince, toWords } from '../options.ts'
import { outcomes } from './runs.ts'

export const search: CliCommand = {
  name: 'search',
  summary: 'look for lines in all that is kept of all runs: the newest run first, its lines in their order',
  words: [['<expression>', 'a regular expression']],
  options: [
    { flags: '--runs <name|run>', help: 'only of this worker or run; may be given several times', parse: toList },
    { flags: '--outcome <words>', help: `only of runs that are: ${outcomes.join(', ')}`, parse: toWords(...outcomes) },
    { flags: '--since <time>', help: 'only later lines: 10m (ago) or 2026-01-15T12:00', parse: toSince },
    { flags: '-n, --lines <count>', help: 'at most so many lines', parse: toCount, initial: 1000 },
    { flags: '-i, --ignore-case', help: 'capitals are like small letters' },
    { flags: '-F, --fixed-strings', help: 'the very text, not an expression' },
  ],
  json: 'a line each: {v, run, worker, stream, time, cursor, text}',
  load: async () => (await import('../search/search.ts')).search,
}
