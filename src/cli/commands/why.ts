import type { CliCommand } from '../command.ts'

export const why: CliCommand = {
  name: 'why',
  summary: 'why a worker stands where it stands, down to what decides, and what happens next',
  words: [['<name>', 'a worker']],
  json: '{v, why: {worker, run, name, status, until, why, since, by, next, heldUpBy: [{pid, command}], lastLines, because: [the same, …]}}',
  load: async () => (await import('../why.ts')).why,
}
