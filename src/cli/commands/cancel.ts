import type { CliCommand } from '../command.ts'
import { allOption, reasonOption, workerWords } from '../options.ts'

export const cancel: CliCommand = {
  name: 'cancel',
  summary: 'give workers up, with a reason: they end as cancelled',
  words: workerWords,
  options: [allOption, reasonOption],
  json: '{v, verdicts: [{ref, worker, status, changed, eventId, run, outcome, tookMs, ended: [{pid, command, by}], survivors: [{pid, command, reason, ports}], spared}], pending?}',
  load: async () => (await import('../cancel.ts')).cancel,
}
