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
  const found = JSON.stringify(params)?.slice(0, 200) ?? 'nothing'
  const message = `expected hello with {protocol: {major, minor}, version, actor}, and found ${found}`
  throw new Fault({ code: 'usage', message, hint: 'actor is user, api or agent:NAME' })
}
