import type { CliCommand } from '../command.ts'

const statusDocument =
  '{v, project, folder, runtimeId, version, protocol, socket, runsFolder, log, daemon: {pid, startedAt, version}, keeper, clients}; {v, daemon: null, keeper: null} where none lives'

/** Rarely needed: whoever needs the daemon starts it, and it leaves by itself. */
export const daemon: CliCommand = {
  name: 'daemon',
  summary: 'the process that serves the project: start, stop, restart, status',
  commands: [
    {
      name: 'status',
      summary: 'say which processes serve the project; starts none',
      json: statusDocument,
      isDefault: true,
      load: async () => (await import('../daemon/status.ts')).status,
    },
    {
      name: 'start',
      summary: 'start it where none lives',
      json: statusDocument,
      load: async () => (await import('../daemon/start.ts')).start,
    },
    {
      name: 'stop',
      summary: 'end it; what runs goes on',
      json: '{v, ended: pid | null}',
      load: async () => (await import('../daemon/stop.ts')).stop,
    },
    {
      name: 'restart',
      summary: 'end it and start the one of this version; what runs goes on',
      json: statusDocument,
      load: async () => (await import('../daemon/restart.ts')).restart,
    },
  ],
}
