import type { CliCommand } from '../command.ts'
import { Misread, toDurationMs, toList } from '../options.ts'

export const wait: CliCommand = {
  name: 'wait',
  summary: 'wait until one of several things is so of a worker; says which, with what was found and a cursor',
  words: [['<names...>', 'workers or runs']],
  options: [
    {
      flags: '--for <condition>',
      help: 'exit, ready, idle=5s, match=RE, port=N or http=URL; may be given several times',
      parse: toList,
    },
    { flags: '--any', help: 'until one of the conditions is met for one of the workers (default)' },
    { flags: '--all', help: 'until every condition is met for every worker' },
    {
      flags: '--fail-on <expression>',
      help: 'end when this regular expression is found in the output; may be given several times',
      parse: toList,
    },
    { flags: '--after <cursor>', help: 'look behind this place only: RUN:OFFSET, as an earlier answer gave it' },
    { flags: '--new', help: 'look only at what is written, and at runs that end, from now on' },
    {
      flags: '--timeout <time>',
      help: 'how long at most, 60s if not said; none is for ever',
      parse: toTimeout,
    },
  ],
  json: '{v, met: true, condition, worker, workerId, run, captures, cursor, outcome?, already}, or {v, met: false, why, …}: timed-out, ended, failed-on',
  load: async () => (await import('../wait/wait.ts')).wait,
}

function toTimeout(text: string): number | 'none' {
  if (text === 'none') return text
  try {
    return toDurationMs(text)
  } catch {
    throw new Misread('expected a time like 300ms, 10s, 5m or 2h, or none.')
  }
}
