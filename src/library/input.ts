import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'

/** Something to say to a worker. */
export type WorkerInput = {
  /** Who says it: a person, an agent, or the program around them. It stands in the transcript as the actor. */
  readonly kind: 'user' | 'system' | 'agent'
  readonly content: string
  /** Which agent says it, when one does. */
  readonly name?: string
  /** Types Enter behind it: CR on a terminal, LF on a pipe. Default true. */
  readonly enter?: boolean
}

/** Who an input is from; an agent without a name is the one that opened the runtime, if one did. */
export function actorOf({ kind, name }: WorkerInput, opener: Actor): Actor {
  if (kind === 'user') return 'user'
  if (kind === 'system') return 'api'
  if (name !== undefined) return `agent:${name}`
  return opener.startsWith('agent:') ? opener : 'agent:api'
}

/** Refuses what says nothing. */
export function requireContent({ content }: WorkerInput): void {
  if (typeof content === 'string' && content.trim() !== '') return
  const hint = 'to press Enter alone, send it as a key with `sendKeys`'
  throw new Fault({ code: 'usage', message: 'the content of an input is blank', hint })
}
