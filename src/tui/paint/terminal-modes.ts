/** How much of the mouse the terminal is to tell: buttons, wheel and drags, or also plain motion. */
export type MouseReports = 'none' | 'drag' | 'motion'

const modes = {
  alternateScreen: '?1049',
  mouseClicks: '?1000',
  mouseDrags: '?1002',
  mouseMotion: '?1003',
  mouseNumbers: '?1006',
  focus: '?1004',
  paste: '?2004',
  cursor: '?25',
  wrap: '?7',
  synchronised: '?2026',
} as const

function on(mode: string): string {
  return `\x1b[${mode}h`
}

function off(mode: string): string {
  return `\x1b[${mode}l`
}

export const showCursor: string = on(modes.cursor)
export const hideCursor: string = off(modes.cursor)

// While a frame is written, nothing is shown, and no row that a terminal takes for longer than it is goes on in the next.
export const beginFrame: string = on(modes.synchronised) + off(modes.wrap)
export const endFrame: string = on(modes.wrap) + off(modes.synchronised)

/** What turns mouse reports on or off. */
export function switchMouse(reports: MouseReports): string {
  const none = off(modes.mouseMotion) + off(modes.mouseDrags)
  if (reports === 'none') return none + off(modes.mouseNumbers)
  return none + on(modes.mouseNumbers) + on(reports === 'drag' ? modes.mouseDrags : modes.mouseMotion)
}

/** What makes the terminal ours. */
export function enterScreen(mouse: MouseReports): string {
  return on(modes.alternateScreen) + hideCursor + on(modes.paste) + on(modes.focus) + switchMouse(mouse)
}

const defaultShape = '\x1b[0 q'

/** What leaves the terminal as it was found, wherever we were. */
export const leaveScreen: string = [
  ...[off(modes.mouseClicks), switchMouse('none'), off(modes.focus), off(modes.paste)],
  ...['\x1b[0m', endFrame, defaultShape, off(modes.alternateScreen), showCursor],
].join('')

const shapes = { block: 2, underline: 4, bar: 6 } as const

/** What gives the cursor its shape. */
export function shapeCursor(shape: keyof typeof shapes): string {
  return `\x1b[${shapes[shape]} q`
}

/** What takes the cursor to a cell, 0-based. */
export function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`
}
