import type { CliCommand } from '../command.ts'

export const ui: CliCommand = {
  name: 'ui',
  summary: 'open the screen on this project',
  options: [{ flags: '--print', help: 'write it once as text, and end' }],
  isDefault: true,
  load: async () => (await import('../ui.ts')).ui,
}
