import type { CliCommand } from '../command.ts'

export const ls: CliCommand = {
  name: 'ls',
  aliases: ['ps'],
  summary: 'list the workers: status, pid, ports, cpu, memory, uptime, restarts, owner',
  options: [
    { flags: '-a, --all', help: 'those too that ended more than ten minutes ago' },
    { flags: '-w, --watch', help: 'draw it again every second, until Ctrl-C' },
  ],
  json: '{v, project, runtimeId, workers: [worker…]}; with --watch one a second',
  load: async () => (await import('../ls.ts')).ls,
}
