import type { InputOrder } from '../core/keeper.ts'

/** A piece of what somebody types or pipes into a run, and whether it was typed without echo. */
export type TypedPiece = Pick<InputOrder, 'bytes' | 'source'> & { readonly secret: boolean }

/** What somebody types between two Enters or pauses, as it may be written down. */
export type TypedText = {
  add(piece: TypedPiece): void
  /** The keys as text; what was typed without echo, and what came out of a pipe, by its size alone. */
  readonly text: string
  readonly secret: boolean
  /** Whether there is so much of it that it should not grow any more. */
  readonly isLong: boolean
}

/** What is written down as one; a person does not type as much between two Enters. */
const longBytes = 64 * 1024

/** Begins with nothing typed. When one piece is a secret all are: the first keys may have come before the echo was off. */
export function openTypedText(): TypedText {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let keys = ''
  let keyBytes = 0
  let pipedBytes = 0
  let secret = false

  return {
    add({ bytes, source, secret: isSecret }) {
      secret ||= isSecret
      if (source === 'pipe') pipedBytes += bytes.length
      else keyBytes += bytes.length
      if (secret) keys = ''
      else if (source === 'keys') keys += decoder.decode(bytes, { stream: true })
    },
    get text() {
      const typed = secret ? `‹secret ${keyBytes} bytes›` : keys + decoder.decode()
      return `${typed}${pipedBytes > 0 ? `‹${pipedBytes} bytes›` : ''}`
    },
    get secret() {
      return secret
    },
    get isLong() {
      return keyBytes >= longBytes
    },
  }
}

/** Whether what is typed ends with Enter: then it is complete. */
export function endsWithEnter(bytes: Uint8Array): boolean {
  const last = bytes.at(-1)
  return last === 13 || last === 10
}
