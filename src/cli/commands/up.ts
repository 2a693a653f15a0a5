import type { CliCommand } from '../command.ts'
import { fileOption } from './check.ts'

export const up: CliCommand = {
  name: 'up',
  summary: 'start what the file wants: with the screen at a terminal, else as a stream of all output',
  words: [['[names...]', 'only these workers']],
  options: [fileOption],
  load: async () => (await import('../up.ts')).up,
}
