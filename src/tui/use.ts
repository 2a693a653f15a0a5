import { type Context, createContext, useContext, useRef, useSyncExternalStore } from 'react'
import { type Line, toPlain } from './line.ts'
import type { Now } from './now.ts'
import type { Nows } from './nows.ts'
import { paintLine, toTheme } from './theme.ts'

/** What components draw from. */
export type Sight = { readonly nows: Nows; readonly colours: boolean }

export const SightContext: Context<Sight | undefined> = createContext<Sight | undefined>(undefined)

/** What the screen shows is drawn by components below a sight. */
export function useSight(): Sight {
  const sight = useContext(SightContext)
  if (!sight) throw new Error('a component of the screen was drawn outside of it')
  return sight
}

type Seen<Value> = { readonly now: Now; readonly value: Value }

/** Selects from the present; the component is drawn again only when what it selects is another. */
export function useNow<Value>(select: (now: Now) => Value, isSame: (a: Value, b: Value) => boolean = Object.is): Value {
  const { nows } = useSight()
  const seen = useRef<Seen<Value> | undefined>(undefined)
  return useSyncExternalStore(nows.subscribe, () => {
    const now = nows.get()
    const before = seen.current
    if (before?.now === now) return before.value
    const value = select(now)
    const kept = before && isSame(before.value, value) ? before.value : value
    seen.current = { now, value: kept }
    return kept
  })
}

/** Lines of the present as text with colours. */
export function useLines(select: (now: Now) => readonly Line[]): string {
  const { colours } = useSight()
  return useNow(now => {
    const theme = toTheme(now.screen.theme, colours)
    return select(now)
      .map(line => paintLine(line, theme))
      .join('\n')
  })
}

/** Whether two lists of lines read the same. */
export function sameLines(one: readonly Line[], other: readonly Line[]): boolean {
  return one.length === other.length && one.every((line, index) => toPlain(line) === toPlain(other[index] ?? []))
}
