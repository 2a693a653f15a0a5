import type { CliCommand, CommandOption } from '../command.ts'
import { allOption, graceOption, reasonOption, workerWords } from '../options.ts'

const withDependantsOption: CommandOption = {
  flags: '--with-dependants',
  help: 'stop those that need them too, before them',
}

export const stop: CliCommand = {
  name: 'stop',
  summary: 'stop workers with everything that they started, and say what became of each process',
  words: workerWords,
  options: [allOption, reasonOption, graceOption, withDependantsOption],
  json: '{v, verdicts: [{ref, worker, status, changed, eventId, run, outcome, tookMs, ended: [{pid, command, by}], survivors: [{pid, command, reason, ports}], spared}], pending?}',
  load: async () => (await import('../stop.ts')).stop,
}
