import { unlimitedAttempts } from '../../../core/spec.ts'
import { either, parsed, type Shape, whole } from '../../shape.ts'

const expected = 'a whole number from 1 to 1000000, or `unlimited`'

const unlimited = parsed(expected, text => {
  return text === 'unlimited' ? { ok: true, value: unlimitedAttempts } : { ok: false }
})

/** How often something is tried. */
export const attemptsShape: Shape<number> = either(expected, whole(1, 1_000_000, expected), unlimited)
