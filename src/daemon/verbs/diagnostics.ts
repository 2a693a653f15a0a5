import type { Handler } from '../context.ts'

/** The newest of what a person should know. */
export const diagnostics: Handler<'diagnostics'> = async ({ limit }, { store }) => ({
  diagnostics: store.diagnostics({ limit }),
})
