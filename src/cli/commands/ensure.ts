import type { CliCommand } from '../command.ts'
import { placeOptions } from './add.ts'

export const ensure: CliCommand = {
  name: 'ensure',
  summary: 'have a command run under a name: the one that does already, else start it, else say how it differs',
  words: [
    ['[name]', 'what to call it'],
    ['[command...]', 'what it runs, behind --'],
  ],
  options: placeOptions,
  json: '{v, workers: [{ref, worker, status, changed, eventId, run, pid, startedAt, outcome?}]}; refused {v, error: {code, message, hint, differs: [{of, is?, asked?}]}}',
  load: async () => (await import('../ensure.ts')).ensure,
}
