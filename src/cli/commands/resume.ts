import type { CliCommand } from '../command.ts'
import { allOption, workerWords } from '../options.ts'

export const resume: CliCommand = {
  name: 'resume',
  summary: 'let paused workers go on',
  words: workerWords,
  options: [allOption],
  json: '{v, workers: [{ref, worker, status, changed, eventId}]}',
  load: async () => (await import('../resume.ts')).resume,
}
