import type { CliCommand } from '../command.ts'
import { allOption, workerWords } from '../options.ts'

export const start: CliCommand = {
  name: 'start',
  summary: 'start workers in this environment; one that runs already stays as it is',
  words: workerWords,
  options: [allOption],
  json: '{v, workers: [{ref, worker, status, changed, eventId, run, pid, startedAt, outcome?}]}',
  load: async () => (await import('../start.ts')).start,
}
