import type { CliCommand } from '../command.ts'

export const show: CliCommand = {
  name: 'show',
  summary: 'everything about one worker or run; secrets stay hidden',
  words: [['<name|run>', 'a worker, or a run (run_…)']],
  json: '{v, worker: {…, spec}, run, diagnostics}; of a run {v, run}. Secret variables are only named, in hiddenEnv',
  load: async () => (await import('../show.ts')).show,
}
