import type { CliCommand } from '../command.ts'
import { fileOption, profileOption } from './check.ts'

export const reload: CliCommand = {
  name: 'reload',
  summary: 'read the file again and bring what runs to it: only what changed is restarted',
  options: [fileOption, profileOption, { flags: '--dry-run', help: 'only say what would be done' }],
  json: '{v, dryRun, workers: [{worker, how, changes, ref?, status?, changed?, eventId?, run?, pid?, startedAt?, outcome?, ended?: {run, tookMs, ended, survivors, spared}}]}',
  load: async () => (await import('../reload.ts')).reload,
}
