import type { Handler } from '../context.ts'

/** Ends the daemon once this is answered; the keeper goes on with what runs. */
export const leave: Handler<'leave'> = async (_params, { host }) => {
  host.leave()
  return {}
}
