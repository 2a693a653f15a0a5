import type { Handler } from '../context.ts'

/** The present; what the asker is told from here on begins with the next event. */
export const subscribe: Handler<'subscribe'> = async (_params, { picture, project }) => ({
  runtimeId: picture.runtimeId,
  project,
  revision: picture.revision,
  workers: [...picture.workers.values()],
  runs: [...picture.runs.values()],
  diagnostics: [...picture.diagnostics],
})
