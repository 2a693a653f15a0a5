import type { CliCommand } from '../command.ts'
import { toWord } from '../options.ts'

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'take a run away as one file',
  words: [['<run>', 'a run, or a worker: its current or last one']],
  options: [
    {
      flags: '--format <format>',
      help: 'cast or cast3 (asciicast 2 or 3), txt, html, json, or bundle, which can be imported elsewhere',
      parse: toWord('cast', 'cast3', 'txt', 'html', 'json', 'bundle'),
    },
    { flags: '-o, --output <file>', help: 'write it into a file, which is replaced when all is written' },
  ],
  json: 'with -o {v, run, format, file, bytes}; --format json {v, run, output, events, transcript}',
  load: async () => (await import('../export.ts')).exportTo,
}
