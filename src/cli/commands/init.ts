import type { CliCommand } from '../command.ts'

export const init: CliCommand = {
  name: 'init',
  summary: 'write a first skep.yaml for this folder, from what is found in it',
  options: [{ flags: '--anyway', help: 'also where a file of another tool says what runs here' }],
  json: '{v, file, workers: [{name, command, start}], foreign?}',
  load: async () => (await import('../init.ts')).init,
}
