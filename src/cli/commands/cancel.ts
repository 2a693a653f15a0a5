import type { CliCommand } from '../command.ts'
import { allOption, reasonOption, workerWords } from '../options.ts'

export const cancel: CliCommand = {
  name: 'cancel',
  summary: 'give workers up, with a reason: they end as cancelled',
  words: workerWords,
  options: [allOption, reasonOption],
  json: true,
  load: async () => (await import('../cancel.ts')).cancel,
}
