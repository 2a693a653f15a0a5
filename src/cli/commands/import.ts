import type { CliCommand } from '../command.ts'

export const importFile: CliCommand = {
  name: 'import',
  summary: "make a skep.yaml of another tool's file, and say what does not come over",
  words: [['[file]', 'the file (default: the one that is there)']],
  options: [
    { flags: '-o, --output <file>', help: 'where to write it (default: skep.yaml beside the file)' },
    { flags: '--stdout', help: 'print it instead of writing a file' },
  ],
  json: '{v, tool, from, file, workers, notes: [{file, line, column, worker, message}], problems, text?}',
  load: async () => (await import('../import.ts')).importForeign,
}
