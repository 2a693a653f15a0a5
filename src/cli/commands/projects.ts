import type { CliCommand } from '../command.ts'

export const projects: CliCommand = {
  name: 'projects',
  summary: 'the projects whose daemon lives: folder, pid, since when, version, how many workers run; starts none',
  json: '{v, projects: [{project, folder, pid, startedAt, version, running, socket, problem}]}; with problem where one does not answer, and what is known of it',
  load: async () => (await import('../projects.ts')).projects,
}
