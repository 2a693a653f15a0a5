import type { CliCommand } from '../command.ts'

export const transcript: CliCommand = {
  name: 'transcript',
  summary: 'who said what to a worker or run and what came back, in order',
  words: [['<name|run>', 'a worker, or a run (run_…)']],
  options: [{ flags: '--no-output', help: 'only what was said' }],
  json: 'a line each: {v, kind, sequence, time, actor, offset, …}, or {v, kind: "output", from, to, text, cutBytes?, missingBytes?}',
  load: async () => (await import('../transcript.ts')).transcript,
}
