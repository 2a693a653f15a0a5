import type { CliCommand } from '../command.ts'
import { Misread, toCount, toWord } from '../options.ts'

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
  json: true,
  load: async () => (await import('../events.ts')).events,
}

/** A place in the journal, with the runtime that it is of when it says so. */
export type EventCursor = { readonly after: number; readonly runtime: `rt_${string}` | undefined }

/** `rt_…:42` as `--json` has it, or `42` alone. */
function toEventCursor(text: string): EventCursor {
  const [, runtime, after] = /^(?:rt_([0-9a-f]{32}):)?(\d{1,15})$/.exec(text) ?? []
  if (after === undefined) throw new Misread('expected the number of an event, or a cursor as --json has it.')
  return { after: Number(after), runtime: runtime === undefined ? undefined : `rt_${runtime}` }
}
