import type { CliCommand } from '../command.ts'
import { toEventCursor } from '../event-cursor.ts'
import { toCount, toWord } from '../options.ts'

export const events: CliCommand = {
  name: 'events',
  summary: 'the journal: everything that happened, in order',
  options: [
    { flags: '-f, --follow', help: 'and what happens from now on, until Ctrl-C' },
    { flags: '--after <cursor>', help: 'begin after this event instead of near the end', parse: toEventCursor },
    {
      flags: '-n, --lines <count>',
      help: 'so many of the newest (default 50); with --after at most so many',
      parse: toCount,
    },
    { flags: '--format <text|line>', help: 'line: exactly one plain line an event', parse: toWord('text', 'line') },
  ],
  json: 'a line each: {v, id, cursor, time, kind, worker, workerId, run, actor, message, data}',
  load: async () => (await import('../events.ts')).events,
}
