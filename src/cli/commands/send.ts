import type { CliCommand } from '../command.ts'
import { toKeys } from '../options.ts'

export const send: CliCommand = {
  name: 'send',
  summary: 'type into a worker: a text, keys, or everything that is piped in',
  words: [
    ['<name>', 'the worker'],
    ['[text...]', 'what to type, Enter behind it; - or nothing hands stdin on, as it is'],
  ],
  options: [
    { flags: '--key <key>', help: 'a key, such as C-c, Up or F5; may be given several times', parse: toKeys },
    { flags: '--eof', help: 'end its input: Ctrl-D on a terminal, the end of a pipe' },
    { flags: '--no-enter', help: 'type the text without Enter' },
  ],
  json: '{v, sent: [{ref, worker, status, changed, eventId, transcriptSequence}]}',
  load: async () => (await import('../send.ts')).send,
}
