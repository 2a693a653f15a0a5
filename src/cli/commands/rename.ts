import type { CliCommand } from '../command.ts'

export const rename: CliCommand = {
  name: 'rename',
  summary: 'give a worker another name',
  words: [
    ['<name>', 'the worker'],
    ['<new>', 'what it is called from now on'],
  ],
  json: '{v, workers: [{ref, worker, status, changed, eventId}]}',
  load: async () => (await import('../rename.ts')).rename,
}
