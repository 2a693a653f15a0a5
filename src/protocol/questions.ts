import { Fault } from '../core/fault.ts'
import type { Message, MessageId } from './message.ts'

/** Which questions on a wire have no answer yet. What answers none, or is asked twice at once, is a `Fault` (`usage`). */
export type Questions = {
  came(message: Message): void
  went(message: Message): void
}

/** Opens the questions of a wire, none asked. */
export function openQuestions(): Questions {
  const ours = new Set<string>()
  const theirs = new Set<string>()

  return {
    came(message) {
      if ('method' in message) {
        if (message.id !== undefined) ask(theirs, message.id)
      } else if (message.id !== null && !ours.delete(String(message.id))) {
        throw refused(`found an answer to ${show(message.id)}, which was not asked`)
      }
    },
    went(message) {
      if (!('method' in message)) theirs.delete(String(message.id))
      else if (message.id !== undefined) ask(ours, message.id)
    },
  }
}

function ask(open: Set<string>, id: MessageId): void {
  const key = String(id)
  if (open.has(key)) throw refused(`found ${show(id)} asked again before it was answered`)
  open.add(key)
}

function show(id: MessageId): string {
  return JSON.stringify(id).slice(0, 100)
}

function refused(found: string): Fault {
  return new Fault({ code: 'usage', message: `expected an id of its own for each question, and ${found}` })
}
