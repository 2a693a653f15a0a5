/**
 * A piece of what a terminal sends. The bytes of all tokens, one after the other, are what came in.
 * `text`: characters and keys of one byte, as many as came together. `sequence`: a key, a mouse event or a report that
 * begins with ESC, whole; its text is ASCII but for what follows a bare ESC. `paste`: the marks around a paste.
 * `pasted`: a stretch of what is between them.
 */
export type Token =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'sequence'; readonly bytes: Uint8Array; readonly text: string }
  | { readonly kind: 'paste'; readonly bytes: Uint8Array; readonly edge: 'start' | 'end' }
  | { readonly kind: 'pasted'; readonly bytes: Uint8Array }

export const escapeByte = 0x1b

const pasteStart = '\x1b[200~'
export const pasteEnd: Uint8Array = Uint8Array.from('\x1b[201~', char => char.charCodeAt(0))

/** A whole sequence as a token. */
export function toSequence(bytes: Uint8Array): Token {
  const text = String.fromCharCode(...bytes)
  return text === pasteStart ? { kind: 'paste', bytes, edge: 'start' } : { kind: 'sequence', bytes, text }
}
