import type { Token } from '../../core/input/token.ts'
import { createClaim } from './claim.ts'
import { parseMouse } from './mouse.ts'
import { createPasteCleaner, type PasteCleaner } from './pasted.ts'
import type { AttachedModes, AttachOptions } from './sink.ts'

/** Translates tokens to what an attached program gets for them. */
export type Translator = {
  /** `ours` is a mouse event that the program has no part in. */
  translate(token: Token): Uint8Array | 'ours'
}

const nothing = new Uint8Array()

/** The translator for a program in a pane, or for one that has the whole screen, which gets everything as it is. */
export function createTranslator(view: AttachOptions['view']): Translator {
  if (view === 'full-screen') return { translate: ({ bytes }) => bytes }
  const claim = createClaim()
  let paste: (PasteCleaner & { readonly isBracketed: boolean }) | undefined

  function translateMark(token: Token & { kind: 'paste' }, { bracketedPaste }: AttachedModes): Uint8Array {
    if (token.edge === 'start') paste = { ...createPasteCleaner(bracketedPaste), isBracketed: bracketedPaste }
    // What has begun with a mark ends with one, also when the program changed its mind.
    return paste?.isBracketed ? mark(token.edge) : nothing
  }

  return {
    translate(token) {
      const { modes, rectangle } = view()
      if (token.kind === 'text') return token.bytes
      if (token.kind === 'paste') return translateMark(token, modes)
      if (token.kind === 'pasted') return paste?.push(token.bytes) ?? nothing
      const mouse = parseMouse(token.text)
      return mouse ? claim.take(mouse, { modes, rectangle }) : translateKey(token, modes)
    },
  }
}

function mark(edge: 'start' | 'end'): Uint8Array {
  return Buffer.from(edge === 'start' ? '\x1b[200~' : '\x1b[201~')
}

const focusReport = /^\x1b\[[IO]$/
// Arrows, Home and End without modifiers: what a terminal sends for them depends on the mode that the program switched on.
const cursorKey = /^\x1b[[O]([A-DHF])$/

function translateKey({ bytes, text }: Token & { kind: 'sequence' }, modes: AttachedModes): Uint8Array {
  if (focusReport.test(text)) return modes.focusEvents ? bytes : nothing
  const letter = cursorKey.exec(text)?.[1]
  return letter === undefined ? bytes : Buffer.from(`\x1b${modes.applicationCursor ? 'O' : '['}${letter}`)
}
