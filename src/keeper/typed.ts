import type { Actor } from '../core/actor.ts'
import type { Acknowledged } from '../core/keeper.ts'
import { endsWithEnter, openTypedText, type TypedPiece, type TypedText } from '../protocol/typed-text.ts'
import type { RunJournal } from './journal.ts'

/** Writes what is typed into a run's journal: the keys of one actor are one entry up to Enter or a pause. */
export type TypedJournal = {
  add(piece: TypedPiece, by: { readonly actor: Actor; readonly at: Acknowledged }): void
  /** Writes what waits for more, so that what is appended next comes after it. */
  finish(): void
}

/** Keys further apart than this are two entries, as in the transcript. */
const joinWithinMs = 1_000

type Open = { readonly actor: Actor; readonly at: Acknowledged; readonly typed: TypedText }

/** A key alone is not written at once: only at Enter it is known whether it belongs to a secret. */
export function openTypedJournal(journal: RunJournal): TypedJournal {
  let open: Open | undefined
  let timer: NodeJS.Timeout | undefined

  function finish(): void {
    clearTimeout(timer)
    if (!open) return
    const { actor, at, typed } = open
    open = undefined
    void journal.append({ kind: 'input', timeMs: at.timeMs, offset: at.offset, actor, text: typed.text })
  }

  return {
    add(piece, { actor, at }) {
      if (open?.actor !== actor) finish()
      open ??= { actor, at, typed: openTypedText() }
      open.typed.add(piece)
      clearTimeout(timer)
      const isComplete = piece.source === 'keys' && endsWithEnter(piece.bytes)
      if (isComplete || open.typed.isLong) finish()
      else timer = setTimeout(finish, joinWithinMs)
    },
    finish,
  }
}
