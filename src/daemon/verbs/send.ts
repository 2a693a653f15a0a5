import { Fault } from '../../core/fault.ts'
import { keyBytes, keyNames } from '../../core/keys.ts'
import { nearest } from '../../core/nearest.ts'
import type { Typed } from '../../protocol/verbs/send.ts'
import { acknowledge, findLiveRun, type Handler } from '../context.ts'

/** Types a text or keys into the worker's stdin. */
export const send: Handler<'send'> = async ({ worker: id, typed }, context) => {
  const run = await findLiveRun(context, id)
  const bytes = toBytes(typed, run.tty)
  const { actor, facts, keeper } = context
  const { number } = await keeper.write({ run: run.id, actor, source: 'keys', bytes, whole: true })
  const transcriptSequence = await facts.entryOf(run.id, number)
  return { sent: { ...acknowledge(context, id, true), transcriptSequence } }
}

/** Enter is CR on a terminal and LF on a pipe. */
function toBytes(typed: Typed, tty: boolean): Uint8Array {
  if (typed.kind === 'keys') return joinKeys(typed.keys)
  if (typed.text === '' && !typed.enter) throw new Fault({ code: 'usage', message: 'there is nothing to type' })
  return new TextEncoder().encode(typed.enter ? `${typed.text}${tty ? '\r' : '\n'}` : typed.text)
}

function joinKeys(keys: readonly string[]): Uint8Array {
  return new Uint8Array(keys.flatMap(key => [...bytesOf(key)]))
}

function bytesOf(key: string): Uint8Array {
  const bytes = keyBytes(key, { applicationCursor: false })
  if (bytes) return bytes
  const near = nearest(key, keyNames)
  const hint = near ? `did you mean ${near}?` : 'keys are named as in tmux: C-c, M-x, Up, Enter, F5, Escape, Tab'
  throw new Fault({ code: 'usage', message: `there is no key named ${key}`, hint })
}
