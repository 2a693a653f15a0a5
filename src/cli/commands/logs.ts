import { parseCursor } from '../../core/cursor.ts'
import type { CliCommand } from '../command.ts'
import { allOption, Misread, toBytes, toCount, toSince, toWord } from '../options.ts'

export const logs: CliCommand = {
  name: 'logs',
  summary: 'what workers have written: of the current or last run, all of it; several are merged in the order of time',
  words: [['[names|runs...]', 'workers (globs too), or runs (run_…)']],
  options: [
    { flags: '-f, --follow', help: 'go on as it grows, over restarts and with workers that come later, until Ctrl-C' },
    { flags: '-n, --lines <count>', help: 'only the last so many lines of each', parse: toCount },
    { flags: '--since <time>', help: 'only later ones: 10m (ago) or 2026-01-15T12:00', parse: toSince },
    { flags: '--stream <out|err>', help: 'only one of the two', parse: toWord('out', 'err') },
    { flags: '--grep <expression>', help: 'only lines that match' },
    {
      flags: '--after <cursor>',
      help: 'go on at the cursor of a line, RUN:OFFSET; one for each that was shown',
      parse: toCursors,
    },
    { flags: '--timestamps', help: 'the time before each line' },
    { flags: '--raw', help: 'the bytes as they are, colours and all; of one alone' },
    { flags: '--max-bytes <size>', help: 'write no more, and say how to go on', parse: toBytes },
    { flags: '--runs <last|all>', help: 'of all runs that are kept', parse: toWord('last', 'all'), initial: 'last' },
    allOption,
  ],
  json: 'a line each: {v, run, worker, stream, time, cursor, text}, or {v, run, worker, gap: {from, to, reason}}',
  load: async () => (await import('../logs/logs.ts')).logs,
}

function toCursors(text: string, before: unknown): unknown {
  const cursor = parseCursor(text)
  if (!cursor) throw new Misread('expected a cursor like run_…:1234, as --json gives it with each line.')
  return [...(Array.isArray(before) ? before : []), cursor]
}
