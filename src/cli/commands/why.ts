import type { CliCommand } from '../command.ts'

export const why: CliCommand = {
  name: 'why',
  summary: 'why a worker stands where it stands, down to what decides, and what happens next',
  words: [['<name>', 'a worker']],
  json: '{v, why: {worker, name, status, until, why, since, by, next, because: [the same, …]}}',
  load: async () => (await import('../why.ts')).why,
}
