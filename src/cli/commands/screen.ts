import type { CliCommand } from '../command.ts'
import { toCount, toWord } from '../options.ts'

export const screen: CliCommand = {
  name: 'screen',
  summary: "what a worker's terminal shows now, or showed last; without a terminal its last lines",
  words: [['<worker>', 'a worker or a run']],
  options: [
    {
      flags: '--format <text|ansi|svg>',
      help: 'as plain text, with colours, or as a picture',
      parse: toWord('text', 'ansi', 'svg'),
      initial: 'text',
    },
    { flags: '--history <rows>', help: 'so many rows above the screen, too', parse: toCount, initial: 0 },
  ],
  json: '{v, run, tty, size, history, cursor?, alternateScreen, title, offset, format, rows | svg}',
  load: async () => (await import('../screen-of.ts')).screenOf,
}
