import type { CliCommand } from '../command.ts'
import { workerWords } from '../options.ts'

export const save: CliCommand = {
  name: 'save',
  summary: 'write workers that were added by hand into skep.yaml; the rest of it stays as it stands',
  words: workerWords,
  json: '{v, file, workers: [{ref, worker, status, changed, eventId, pending: [field]}]}',
  load: async () => (await import('../save.ts')).save,
}
