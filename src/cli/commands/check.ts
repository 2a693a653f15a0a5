import type { CliCommand, CommandOption } from '../command.ts'
import { toList } from '../options.ts'

/** Other files than the project's own. */
export const fileOption: CommandOption = {
  flags: '-f, --file <file>',
  help: 'a skep.yaml, or the file of another tool; of several skep.yaml each counts over those before it',
  parse: toList,
}

/** A profile of the file. */
export const profileOption: CommandOption = {
  flags: '--profile <profile>',
  help: 'only the workers of this profile, and what they need',
}

export const check: CliCommand = {
  name: 'check',
  summary: 'read the configuration and print what it means; starts nothing',
  options: [fileOption, profileOption],
  json: '{v, project, folder, file, files, profiles, order, notes, workers}',
  load: async () => (await import('../check.ts')).check,
}
