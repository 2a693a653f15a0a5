import type { Handler } from '../context.ts'

/** Begins or ends telling the asker what runs use. */
export const watch: Handler<'watch'> = async ({ usage }, { watchUsage }) => {
  watchUsage(usage)
  return {}
}
