import * as z from 'zod'
import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import type { ClientHello } from './hello.ts'

const number = z.int().min(0).max(1_000_000)
const agent = z.templateLiteral(['agent:', z.string().min(1).max(64)])
const actor: z.ZodType<Actor> = z.union([z.enum(['user', 'api']), agent])

/** What is not known here may be of a newer client, and is passed by. */
const hello: z.ZodType<ClientHello> = z.object({
  protocol: z.object({ major: number, minor: number }),
  version: z.string().max(64),
  actor,
})

/** Reads the first word of a client; what is none is a `Fault` (`usage`). */
export function readHello(params: unknown): ClientHello {
  const read = hello.safeParse(params)
  if (read.success) return read.data
  const message = `expected hello with {protocol: {major, minor}, version, actor}, and found ${describe(params)}`
  throw new Fault({ code: 'usage', message, hint: 'actor is user, api or agent:NAME' })
}

/** Short, however much there is. */
function describe(params: unknown): string {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return 'something else'
  const names = Object.keys(params).slice(0, 10)
  return names.length > 0 ? `other values of ${names.join(', ').slice(0, 200)}` : 'none of them'
}
