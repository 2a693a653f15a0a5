import type { CliCommand } from '../command.ts'
import { workerWords } from '../options.ts'

export const rm: CliCommand = {
  name: 'rm',
  summary: 'take ended workers out of the catalogue',
  words: workerWords,
  options: [
    { flags: '--all', help: 'every worker that does not run' },
    { flags: '--ended', help: 'what has ended and no file names' },
  ],
  json: '{v, workers: [{ref, worker, status, changed, eventId}]}',
  load: async () => (await import('../rm.ts')).rm,
}
