/** What a program did to kitty's keyboard protocol, whose flags lie in a pile for each screen. */
export type Keyboards = {
  push(): boolean
  /** How many may be taken away of so many: no more than were put there, for below them lie the viewer's own. */
  pop(count: number): number
  set(): void
  reset(): void
  /** What puts the pile of the screen that is shown, or of the other one, back. */
  undo(screen: 'shown' | 'other'): string
}

// As many as kitty keeps; more would push out the viewer's own.
const mostPushed = 16

type Pile = { pushed: number; isSet: boolean }

/** Begins with nothing changed; `isAlternate` tells which screen is shown. */
export function openKeyboards(isAlternate: () => boolean): Keyboards {
  const piles: readonly [Pile, Pile] = [
    { pushed: 0, isSet: false },
    { pushed: 0, isSet: false },
  ]
  const shown = (): Pile => piles[isAlternate() ? 1 : 0]
  const other = (): Pile => piles[isAlternate() ? 0 : 1]

  return {
    push() {
      if (shown().pushed === mostPushed) return false
      shown().pushed += 1
      return true
    },
    pop(count) {
      const popped = Math.min(shown().pushed, count)
      shown().pushed -= popped
      return popped
    },
    set() {
      // On top of what it has pushed it is taken away with that.
      if (shown().pushed === 0) shown().isSet = true
    },
    reset() {
      for (const pile of piles) Object.assign(pile, { pushed: 0, isSet: false })
    },
    undo: screen => undoPile(screen === 'shown' ? shown() : other()),
  }
}

function undoPile({ pushed, isSet }: Pile): string {
  return `${pushed > 0 ? `\x1b[<${pushed}u` : ''}${isSet ? '\x1b[=0u' : ''}`
}
