import type { CliCommand } from '../command.ts'
import { reasonOption } from '../options.ts'

export const down: CliCommand = {
  name: 'down',
  summary: 'stop everything, say what became of each process, and end the daemon',
  options: [{ flags: '--keep-runs', help: 'end the daemon alone: what runs goes on' }, reasonOption],
  json: '{v, verdicts: [{ref, worker, status, changed, eventId, run, outcome, tookMs, ended: [{pid, command, by}], survivors: [{pid, command, reason, ports}], spared}], pending?}',
  load: async () => (await import('../down.ts')).down,
}
