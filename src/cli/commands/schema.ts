import type { CliCommand } from '../command.ts'

export const schema: CliCommand = {
  name: 'schema',
  summary: 'print the JSON schema of skep.yaml, by which editors complete and check',
  json: 'the schema itself',
  load: async () => (await import('../schema.ts')).schema,
}
