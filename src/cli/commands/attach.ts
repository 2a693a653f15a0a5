import type { CliCommand } from '../command.ts'

export const attach: CliCommand = {
  name: 'attach',
  summary: 'have the terminal of a running worker on the whole screen, at native speed; Ctrl-] leaves',
  words: [['<name>', 'which worker']],
  options: [{ flags: '--watch', help: 'look on only: nothing is typed, and its terminal keeps its size' }],
  load: async () => (await import('../attach.ts')).attach,
}
