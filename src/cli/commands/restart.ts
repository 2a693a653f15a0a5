import type { CliCommand } from '../command.ts'
import { allOption, graceOption, reasonOption, workerWords } from '../options.ts'

export const restart: CliCommand = {
  name: 'restart',
  summary: 'stop workers and start them anew, as they were started before',
  words: workerWords,
  options: [allOption, reasonOption, graceOption],
  json: '{v, workers: [{ref, worker, status, changed, eventId}]}',
  load: async () => (await import('../restart.ts')).restart,
}
