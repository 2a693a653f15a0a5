import type { CliCommand } from '../command.ts'

export const diagnostics: CliCommand = {
  name: 'diagnostics',
  summary: 'what needs attention',
  options: [{ flags: '-f, --follow', help: 'and what comes from now on, until Ctrl-C' }],
  json: '{v, diagnostics: [{id, time, severity, code, message, worker}]}; with -f a line each',
  load: async () => (await import('../diagnostics.ts')).diagnostics,
}
