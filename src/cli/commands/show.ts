import type { CliCommand } from '../command.ts'

export const show: CliCommand = {
  name: 'show',
  summary: 'everything about one worker or run; secrets stay hidden',
  words: [['<name|run>', 'a worker, or a run (run_…)']],
  json: true,
  load: async () => (await import('../show.ts')).show,
}
