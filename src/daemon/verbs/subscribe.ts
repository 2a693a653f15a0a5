import { presentWithoutEnvironments } from '../../core/discreet.ts'
import { toPresent } from '../../core/picture.ts'
import type { Handler } from '../context.ts'

/** The present; what the asker is told from here on begins with the next event. */
export const subscribe: Handler<'subscribe'> = async (_params, { picture }) =>
  presentWithoutEnvironments(toPresent(picture))
