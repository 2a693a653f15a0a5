import type { Rectangle } from '../pane.ts'
import { encodeMouse, type MouseEvent } from './mouse.ts'
import type { AttachedModes, AttachedView } from './sink.ts'

/** Decides which mouse events are the attached program's. */
export type Claim = {
  /** The bytes that the program gets for an event, or `ours`. */
  take(event: MouseEvent, view: AttachedView): Uint8Array | 'ours'
}

const nothing = new Uint8Array()

/** Starts without a button held. What a press began, its drags and its release go on with, wherever they are. */
export function createClaim(): Claim {
  let holder: 'program' | 'ours' | undefined

  function decide(event: MouseEvent, { rectangle, modes }: AttachedView): 'program' | 'ours' {
    if (holder && (event.kind === 'drag' || event.kind === 'release')) return holder
    // Shift is the person's way around the program's mouse.
    return modes.mouse !== 'none' && !event.shift && isInside(event, rectangle) ? 'program' : 'ours'
  }

  return {
    take(event, view) {
      const taker = decide(event, view)
      if (event.kind === 'press') holder = taker
      if (event.kind === 'release') holder = undefined
      if (taker === 'program') return report(event, view)
      return wheelKeys(event, view) ?? 'ours'
    },
  }
}

function report(event: MouseEvent, { rectangle, modes }: AttachedView): Uint8Array {
  if (!wants(modes.mouse, event.kind)) return nothing
  const x = clamp(event.x - rectangle.x, rectangle.columns)
  const y = clamp(event.y - rectangle.y, rectangle.rows)
  return encodeMouse({ ...event, x, y }, modes.mouseEncoding) ?? nothing
}

function wants(mode: AttachedModes['mouse'], kind: MouseEvent['kind']): boolean {
  if (kind === 'move') return mode === 'motion'
  if (kind === 'drag') return mode === 'drag' || mode === 'motion'
  return mode !== 'none'
}

const keysPerNotch = 3

// A full-screen program that asked for no mouse scrolls by arrow keys, as in other terminals.
function wheelKeys(event: MouseEvent, { rectangle, modes }: AttachedView): Uint8Array | undefined {
  if (event.kind !== 'wheel' || event.shift || !modes.alternateScreen || modes.mouse !== 'none') return undefined
  if (!isInside(event, rectangle) || (event.button !== 'up' && event.button !== 'down')) return undefined
  const key = `\x1b${modes.applicationCursor ? 'O' : '['}${event.button === 'up' ? 'A' : 'B'}`
  return Buffer.from(key.repeat(keysPerNotch))
}

function isInside({ x, y }: MouseEvent, { x: left, y: top, columns, rows }: Rectangle): boolean {
  return x >= left && x < left + columns && y >= top && y < top + rows
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at))
}
