import type { CliCommand } from '../command.ts'
import { allOption, reasonOption, toSignalName, workerWords } from '../options.ts'

export const kill: CliCommand = {
  name: 'kill',
  summary: 'end workers at once, without grace; or send their trees one signal',
  words: workerWords,
  options: [
    allOption,
    reasonOption,
    { flags: '--signal <name>', help: 'only send this, to every process of them: INT, HUP, USR1', parse: toSignalName },
  ],
  json: '{v, verdicts: [{ref, worker, status, changed, eventId, run, outcome, tookMs, ended: [{pid, command, by}], survivors: [{pid, command, reason, ports}], spared}], pending?}',
  load: async () => (await import('../kill.ts')).kill,
}
