import type { CliCommand } from '../command.ts'

export const importRun: CliCommand = {
  name: 'import-run',
  summary: 'take in a run that was exported as a bundle',
  words: [['<file>', 'what skep export --format bundle has made']],
  json: '{v, run, worker, isNewWorker, status, outcome, endedAt, importedAt, entries, bytes}',
  load: async () => (await import('../import-run.ts')).importRun,
}
