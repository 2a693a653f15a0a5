import { Fault } from '../core/fault.ts'

/** Told of what comes out of a stream of frames. */
export type FrameListener = {
  /** `bytes` is how long its frame is. */
  message(value: unknown, bytes: number): void
  /** What came is no frame of ours: the stream cannot be read on. */
  broken(fault: Fault): void
}

const headEnd = Buffer.from('\r\n\r\n')

/** A head has one line of a dozen letters and a number; what is longer is no head. */
const mostHeadBytes = 4 * 1024

/**
 * Cuts a stream of bytes into JSON messages, each behind a `Content-Length` head as the language server protocol has
 * it. Holds no more than one frame, whose size is bounded, in however many pieces it comes. What the listener refuses
 * with a `Fault` breaks the stream too.
 */
export class FrameReader {
  readonly #listener: FrameListener
  readonly #maxBytes: number
  #head: Buffer = Buffer.alloc(0)
  /** The frame that is being read, once its head is known. */
  #body: Body | undefined
  #isBroken = false

  constructor(listener: FrameListener, maxBytes: number) {
    this.#listener = listener
    this.#maxBytes = maxBytes
  }

  push(bytes: Buffer): void {
    try {
      // Several frames may come in one piece.
      for (let rest = bytes; rest.length > 0 && !this.#isBroken; )
        rest = this.#body ? this.#fill(this.#body, rest) : this.#begin(rest)
    } catch (problem) {
      this.#isBroken = true
      this.#head = Buffer.alloc(0)
      this.#body = undefined
      if (!(problem instanceof Fault)) throw problem
      this.#listener.broken(problem)
    }
  }

  /** Reads a head to its end, and what has come of the body with it; what is left comes back. */
  #begin(bytes: Buffer): Buffer {
    const seen = this.#head.length > 0 ? Buffer.concat([this.#head, bytes]) : bytes
    const end = seen.indexOf(headEnd)
    if (end > mostHeadBytes || (end === -1 && seen.length > mostHeadBytes)) throw notAFrame('its head has no end')
    this.#head = end === -1 ? seen : Buffer.alloc(0)
    if (end === -1) return nothing
    const bodyAt = end + headEnd.length
    const length = this.#lengthOf(seen.toString('latin1', 0, bodyAt))
    const rest = seen.subarray(bodyAt)
    if (rest.length < length) {
      this.#body = { bytes: Buffer.allocUnsafeSlow(length), filled: 0 }
      return rest
    }
    this.#listener.message(parse(rest.subarray(0, length)), length)
    return rest.subarray(length)
  }

  #fill(body: Body, bytes: Buffer): Buffer {
    const taken = bytes.copy(body.bytes, body.filled)
    body.filled += taken
    if (body.filled === body.bytes.length) {
      this.#body = undefined
      this.#listener.message(parse(body.bytes), body.bytes.length)
    }
    return bytes.subarray(taken)
  }

  #lengthOf(head: string): number {
    const [, digits] = /^content-length: *(\d{1,15})\r\n/im.exec(head) ?? []
    if (digits === undefined) throw notAFrame('its head has no Content-Length')
    const bytes = Number(digits)
    if (bytes > this.#maxBytes) throw tooLarge(bytes, this.#maxBytes)
    return bytes
  }
}

type Body = { readonly bytes: Buffer; filled: number }

const nothing: Buffer = Buffer.alloc(0)

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw notAFrame('its body is not JSON')
  }
}

function notAFrame(found: string): Fault {
  const hint = 'send JSON-RPC 2.0 messages, each behind `Content-Length: <bytes>` and an empty line'
  return new Fault({ code: 'usage', message: `expected a frame, and ${found}`, hint })
}

function tooLarge(bytes: number, maxBytes: number): Fault {
  const message = `a frame of ${bytes} bytes is larger than the ${maxBytes} that are taken`
  return new Fault({ code: 'too-large', message, hint: 'ask for less at once' })
}

/** A message as a frame. */
export function toFrame(message: unknown): Buffer {
  const body = JSON.stringify(message)
  // Together: what is large is copied once.
  return Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
