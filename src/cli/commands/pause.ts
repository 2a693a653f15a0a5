import type { CliCommand } from '../command.ts'
import { allOption, workerWords } from '../options.ts'

export const pause: CliCommand = {
  name: 'pause',
  summary: 'suspend every process of workers',
  words: workerWords,
  options: [allOption],
  json: '{v, workers: [{ref, worker, status, changed, eventId}]}',
  load: async () => (await import('../pause.ts')).pause,
}
