import type { CliCommand } from '../command.ts'
import { toCount, toSince, toWords } from '../options.ts'

/** How a run can have ended, as it is shown. */
export const outcomes = ['completed', 'failed', 'stopped', 'cancelled', 'timed-out', 'killed', 'lost'] as const

export const runs: CliCommand = {
  name: 'runs',
  summary: 'what has run, the newest first, with how it ended',
  words: [['[names...]', 'only of these workers']],
  options: [
    { flags: '--outcome <words>', help: `only these: ${outcomes.join(', ')}`, parse: toWords(...outcomes) },
    { flags: '--since <time>', help: 'only later ones: 10m (ago) or 2026-01-15T12:00', parse: toSince },
    { flags: '-n, --lines <count>', help: 'at most so many', parse: toCount, initial: 50 },
  ],
  json: '{v, runs: [run…]}',
  load: async () => (await import('../runs.ts')).runs,
}
