import type { Core, Params } from './xterm.ts'

/** The kitty keyboard flags that a program asked for. */
export type Keyboard = { readonly flags: () => number; readonly stacks: () => Stacks }

/** What each screen has pushed; the last one counts. */
export type Stacks = { readonly normal: readonly number[]; readonly alternate: readonly number[] }

// As kitty has it: a program that pushes for ever drops its oldest.
const mostPushed = 16

const allFlags = 31

/** Follows the kitty keyboard protocol's pushes, pops and settings. The emulator types nothing itself: whoever sends keys
 * reads the flags here. */
export function followKeyboard(core: Core): Keyboard {
  const stacks: { normal: number[]; alternate: number[] } = { normal: [], alternate: [] }
  const parser = core._inputHandler._parser
  const stack = () => (core.buffers.active === core.buffers.alt ? stacks.alternate : stacks.normal)
  const on = (prefix: string, change: (stack: number[], params: Params) => void) =>
    parser.registerCsiHandler({ prefix, final: 'u' }, params => {
      change(stack(), params)
      return true
    })
  on('>', (pushed, { params }) => {
    pushed.push((params[0] ?? 0) & allFlags)
    if (pushed.length > mostPushed) pushed.shift()
  })
  on('<', (pushed, { params }) => {
    pushed.length = Math.max(0, pushed.length - (params[0] || 1))
  })
  on('=', (pushed, { params, length }) => {
    const flags = (params[0] ?? 0) & allFlags
    const now = pushed.pop() ?? 0
    // Past its length the list has what a sequence before had there.
    const how = length > 1 ? params[1] : 1
    pushed.push(how === 2 ? now | flags : how === 3 ? now & ~flags : flags)
  })
  parser.registerEscHandler({ final: 'c' }, () => {
    stacks.normal.length = 0
    stacks.alternate.length = 0
    return false
  })
  return { flags: () => stack().at(-1) ?? 0, stacks: () => stacks }
}
