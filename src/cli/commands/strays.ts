import type { CliCommand } from '../command.ts'

export const strays: CliCommand = {
  name: 'strays',
  summary: 'processes that outlive the runs they belong to, and who has the ports that workers claim',
  options: [{ flags: '--kill', help: 'end them, and say what became of each' }],
  json: '{v, strays: [{pid, command, ports, run, worker, name, runEndedAt}], holders: [{port, wantedBy, pid, command, run}], verdicts}',
  load: async () => (await import('../strays.ts')).strays,
}
