import type { Actor } from '../core/actor.ts'
import type { RunId } from '../core/id.ts'
import type { Acknowledged, InputOrder, Keeper } from '../core/keeper.ts'
import { endsWithEnter, openTypedText, type TypedText } from '../protocol/typed-text.ts'
import type { Addressee, Transcripts } from './transcripts.ts'

/** Bytes that somebody types, or that come out of a pipe. */
export type Keystrokes = Omit<InputOrder, 'run'>

/** Types into runs and writes down what was typed: keystrokes of one actor joined until Enter or a pause. */
export type Typing = {
  /** Types keystrokes as they come; what cannot be taken rejects. */
  type(to: Addressee, keystrokes: Keystrokes): Promise<void>
  /** Types something that is an entry of its own; answers the number of that entry. */
  typeWhole(to: Addressee, keystrokes: Keystrokes): Promise<number>
  close(): void
}

/** Keystrokes further apart than this are two entries of the transcript. */
const joinWithinMs = 1_000

type Burst = {
  readonly to: Addressee
  readonly actor: Actor
  readonly first: Acknowledged
  readonly typed: TypedText
  timer: NodeJS.Timeout | undefined
}

/** Opens the typist of a keeper. */
export function openTyping(keeper: Pick<Keeper, 'write' | 'onFact'>, transcripts: Transcripts): Typing {
  const bursts = new Map<RunId, Burst>()

  function finish(burst: Burst): number {
    clearTimeout(burst.timer)
    if (bursts.get(burst.to.run) === burst) bursts.delete(burst.to.run)
    const { text, secret } = burst.typed
    const said = { kind: 'input', text, secret } as const
    const { timeMs, offset } = burst.first
    return transcripts.say(burst.to, said, { actor: burst.actor, timeMs, offset }).sequence
  }

  function burstFor(to: Addressee, actor: Actor, first: Acknowledged): Burst {
    const open = bursts.get(to.run)
    if (open?.actor === actor) return open
    if (open) finish(open)
    const burst = newBurst(to, actor, first)
    bursts.set(to.run, burst)
    return burst
  }

  const stopListening = keeper.onFact(fact => {
    const open = fact.kind === 'drained' ? bursts.get(fact.run) : undefined
    if (open) finish(open)
  })

  return {
    async type(to, { bytes, actor, source }) {
      const acknowledged = await keeper.write({ run: to.run, actor, source, bytes })
      const burst = burstFor(to, actor, acknowledged)
      burst.typed.add({ bytes, source, secret: acknowledged.secret })
      clearTimeout(burst.timer)
      if (burst.typed.isLong || (source === 'keys' && endsWithEnter(bytes))) finish(burst)
      else burst.timer = setTimeout(() => finish(burst), joinWithinMs)
    },
    async typeWhole(to, { bytes, actor, source }) {
      const open = bursts.get(to.run)
      if (open) finish(open)
      const acknowledged = await keeper.write({ run: to.run, actor, source, bytes })
      const burst = newBurst(to, actor, acknowledged)
      burst.typed.add({ bytes, source, secret: acknowledged.secret })
      return finish(burst)
    },
    close() {
      stopListening()
      for (const burst of [...bursts.values()]) finish(burst)
    },
  }
}

function newBurst(to: Addressee, actor: Actor, first: Acknowledged): Burst {
  return { to, actor, first, typed: openTypedText(), timer: undefined }
}
