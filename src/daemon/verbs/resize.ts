import type { Handler } from '../context.ts'

/** Takes in how large a viewer is now; its terminal follows when it is the one who typed or came last. */
export const resize: Handler<'resize'> = async ({ token, size }, { host }) => {
  await host.resizeChannel(token, size)
  return {}
}
