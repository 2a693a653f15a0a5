import type { CliCommand } from '../command.ts'

export const diagnostics: CliCommand = {
  name: 'diagnostics',
  summary: 'what needs attention',
  options: [{ flags: '-f, --follow', help: 'and what comes from now on, until Ctrl-C' }],
  json: true,
  load: async () => (await import('../diagnostics.ts')).diagnostics,
}
