import type { Size } from '../../core/output.ts'
import type { Body } from '../desk.ts'
import type { AttachedModes } from '../input/sink.ts'
import type { Now } from '../now.ts'
import type { Pane, Rectangle } from '../pane.ts'
import type { ShownBody } from '../panels/pane/body.tsx'
import type { BodyPane } from './body-pane.ts'
import { bodyRectangle } from './rectangle.ts'
import { isSameWanted, selectWanted, type Wanted } from './wanted.ts'

/** What is inside the pane's frame: one pane at a time, opened when it is seen and closed when it is not. */
export type OpenBody = Body &
  ShownBody & {
    /** Looks at the present: what is to be shown, and where. */
    update(now: Now): void
    modes(): AttachedModes
    close(): void
  }

export type BodyParts = {
  readonly make: (wanted: Wanted, size: Size) => BodyPane
  /** Paints a pane in a rectangle, or no longer. */
  readonly place: (pane: Pane, rectangle: Rectangle | undefined) => void
  /** What the pane says of itself has changed. */
  readonly tellFoot: (foot: string) => void
}

/** Four times a second is as often as a badge may change. */
const footMs = 250

/** Opens the body; nothing is shown until the first look at the present. */
export function openBody({ make, place, tellFoot }: BodyParts): OpenBody {
  const listeners = new Set<() => void>()
  let wanted: Wanted | undefined
  let body: BodyPane | undefined
  let hush = (): void => {}
  let footTimer: NodeJS.Timeout | undefined

  function changed(): void {
    for (const listener of listeners) listener()
    footTimer ??= setTimeout(sayFoot, footMs)
  }

  function sayFoot(): void {
    clearTimeout(footTimer)
    footTimer = undefined
    tellFoot(body?.pane.foot() ?? '')
  }

  function shut(): void {
    hush()
    if (body) place(body.pane, undefined)
    body?.close()
    body = undefined
  }

  function turnTo(next: Wanted | undefined, size: Size): void {
    shut()
    wanted = next
    body = next && make(next, size)
    hush = body?.pane.onChange(changed) ?? (() => {})
  }

  /** After a key of the person what it did is seen at once. */
  function act(change: (body: BodyPane) => void): void {
    if (body) change(body)
    sayFoot()
  }

  return {
    update(now) {
      const rectangle = bodyRectangle(now)
      const next = rectangle && selectWanted(now)
      if (!isSameWanted(wanted, next)) {
        turnTo(next, rectangle ?? { columns: 1, rows: 1 })
        changed()
        sayFoot()
      }
      body?.update(now)
      if (body) place(body.pane, rectangle)
    },
    current: () => body?.pane,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    scroll: move => act(({ pane }) => pane.scroll(move)),
    nextMatch: by => act(({ nextMatch }) => nextMatch(by)),
    modes: () => body?.modes?.() ?? quiet,
    close() {
      clearTimeout(footTimer)
      shut()
      listeners.clear()
    },
  }
}

const quiet = {
  alternateScreen: false,
  applicationCursor: false,
  bracketedPaste: false,
  focusEvents: false,
  mouse: 'none',
  mouseEncoding: 'default',
} as const
