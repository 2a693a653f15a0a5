import type { CliCommand } from '../command.ts'

export const doctor: CliCommand = {
  name: 'doctor',
  summary: 'look at the health of folders, sockets, store, keeper and versions',
  json: '{v, checks: [{name, status, found, hint?}]}',
  load: async () => (await import('../doctor.ts')).doctor,
}
