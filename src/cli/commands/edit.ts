import type { CliCommand } from '../command.ts'
import { toList, toSetting } from '../options.ts'

export const edit: CliCommand = {
  name: 'edit',
  summary: 'change what skep.yaml says of a worker; the rest of it, and what runs, stays as it is',
  words: [['[name]', 'the worker, as the file names it']],
  options: [
    {
      flags: '--set <key=value>',
      help: 'a key and its value as the file has them: restart=failure, env.PORT=3000, needs=[db]; may be given several times',
      parse: toSetting,
      initial: [],
    },
    { flags: '--unset <key>', help: 'a key that is to go; may be given several times', parse: toList, initial: [] },
  ],
  json: '{v, file, worker, changed}',
  load: async () => (await import('../edit.ts')).edit,
}
