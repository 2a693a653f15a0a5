import type { Actor } from '../../core/actor.ts'
import type { Cause, Exit, LimitName, Outcome } from '../../core/outcome.ts'
import {
  count,
  either,
  type Fields,
  object,
  oneOf,
  optional,
  type Shape,
  startsWith,
  tagged,
  text,
  word,
} from '../shape.ts'

/** Who did it. */
export const actor: Shape<Actor> = either(
  oneOf<Exclude<Actor, `agent:${string}`>>({ user: true, config: true, supervisor: true, api: true }),
  startsWith('agent:'),
)

const exited: Fields<Extract<Exit, { kind: 'exited' }>> = { kind: word('exited'), code: count }
const signalled: Fields<Extract<Exit, { kind: 'signalled' }>> = { kind: word('signalled'), signal: text }

const exit: Shape<Exit> = tagged<Exit, 'kind'>('kind', { exited: object(exited), signalled: object(signalled) })

type CauseOf<Kind extends Cause['kind']> = Extract<Cause, { kind: Kind }>

const stopped: Fields<CauseOf<'stopped'>> = { kind: word('stopped'), by: actor, reason: optional(text) }
const cancelled: Fields<CauseOf<'cancelled'>> = { kind: word('cancelled'), by: actor, reason: optional(text) }
const timedOut: Fields<CauseOf<'timed-out'>> = { kind: word('timed-out') }
const idleTimedOut: Fields<CauseOf<'idle-timed-out'>> = { kind: word('idle-timed-out') }
const limitExceeded: Fields<CauseOf<'limit-exceeded'>> = {
  kind: word('limit-exceeded'),
  limit: oneOf<LimitName>({ time: true, idle: true, memory: true, cpu: true, output: true, processes: true }),
}

/** Why skep is ending a run. */
export const cause: Shape<Cause> = tagged<Cause, 'kind'>('kind', {
  stopped: object(stopped),
  cancelled: object(cancelled),
  'timed-out': object(timedOut),
  'idle-timed-out': object(idleTimedOut),
  'limit-exceeded': object(limitExceeded),
})

/** How a run ended. */
export const outcome: Shape<Outcome> = tagged<Outcome, 'kind'>('kind', {
  exited: object(exited),
  signalled: object(signalled),
  'spawn-failed': object({ kind: word('spawn-failed'), errno: text, message: text }),
  stopped: object({ ...stopped, exit: optional(exit) }),
  cancelled: object({ ...cancelled, exit: optional(exit) }),
  'timed-out': object({ ...timedOut, exit: optional(exit) }),
  'idle-timed-out': object({ ...idleTimedOut, exit: optional(exit) }),
  'limit-exceeded': object({ ...limitExceeded, exit: optional(exit) }),
  lost: object({ kind: word('lost'), reason: text }),
  completed: object({ kind: word('completed'), result: optional(text) }),
  failed: object({ kind: word('failed'), error: text }),
})
