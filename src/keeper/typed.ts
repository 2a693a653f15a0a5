import type { Actor } from '../core/actor.ts'
import type { RunFact } from '../core/keeper.ts'
import { endsWithEnter, openTypedText, type TypedPiece, type TypedText } from '../protocol/typed-text.ts'

/** Where and when keys were typed, and by whom. */
export type TypedBy = { readonly actor: Actor; readonly timeMs: number; readonly offset: number }

/** Makes facts of what is typed into a run: the keys of one actor are one up to Enter or a pause. */
export type TypedFacts = {
  add(piece: TypedPiece, by: TypedBy): void
  /** One fact of its own; resolves with its number. */
  addWhole(piece: TypedPiece, by: TypedBy): Promise<number>
  /** Hands on what waits for more, so that what happens next comes after it. */
  finish(): void
}

/** Keys further apart than this are two entries of the transcript. */
const joinWithinMs = 1_000

type Open = { readonly by: TypedBy; readonly typed: TypedText }

/** A key alone is not handed on at once: only at Enter it is known whether it belongs to a secret. */
export function openTypedFacts(next: (fact: RunFact) => Promise<number>): TypedFacts {
  let open: Open | undefined
  let timer: NodeJS.Timeout | undefined

  function finish(): void {
    clearTimeout(timer)
    if (!open) return
    const { by, typed } = open
    open = undefined
    void next(toFact(typed, by))
  }

  return {
    add(piece, by) {
      if (open?.by.actor !== by.actor) finish()
      open ??= { by, typed: openTypedText() }
      open.typed.add(piece)
      clearTimeout(timer)
      const isComplete = piece.source === 'keys' && endsWithEnter(piece.bytes)
      if (isComplete || open.typed.isLong) finish()
      else timer = setTimeout(finish, joinWithinMs)
    },
    addWhole(piece, by) {
      finish()
      const typed = openTypedText()
      typed.add(piece)
      return next(toFact(typed, by))
    },
    finish,
  }
}

function toFact({ text, secret }: TypedText, by: TypedBy): RunFact {
  return { kind: 'input', ...by, text, secret }
}
