import { Fault } from '../core/fault.ts'

/** Told of what comes out of a stream of frames. */
export type FrameListener = {
  message(value: unknown): void
  /** What came is no frame of ours: the stream cannot be read on. */
  broken(fault: Fault): void
}

const headEnd = Buffer.from('\r\n\r\n')

/** A head has one line of a dozen letters and a number; what is longer is no head. */
const mostHeadBytes = 4 * 1024

/**
 * Cuts a stream of bytes into JSON messages, each behind a `Content-Length` head as the language server protocol has
 * it. Holds no more than one frame, whose size is bounded.
 */
export class FrameReader {
  readonly #listener: FrameListener
  readonly #maxBytes: number
  #waiting: Buffer[] = []
  #waitingBytes = 0
  /** How long the body is whose head was read. */
  #bodyBytes: number | undefined
  #isBroken = false

  constructor(listener: FrameListener, maxBytes: number) {
    this.#listener = listener
    this.#maxBytes = maxBytes
  }

  push(bytes: Buffer): void {
    if (this.#isBroken) return
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    try {
      while (this.#next()) {
        // Several frames may come in one piece.
      }
    } catch (problem) {
      this.#isBroken = true
      this.#waiting = []
      if (!(problem instanceof Fault)) throw problem
      this.#listener.broken(problem)
    }
  }

  #next(): boolean {
    this.#bodyBytes ??= this.#readHead()
    if (this.#bodyBytes === undefined || this.#waitingBytes < this.#bodyBytes) return false
    const body = this.#take(this.#bodyBytes)
    this.#bodyBytes = undefined
    this.#listener.message(parse(body))
    return true
  }

  #readHead(): number | undefined {
    if (this.#waitingBytes === 0) return undefined
    const seen = this.#join()
    const end = seen.indexOf(headEnd)
    if (end > mostHeadBytes || (end === -1 && seen.length > mostHeadBytes)) throw notAFrame('its head has no end')
    if (end === -1) return undefined
    const head = this.#take(end + headEnd.length).toString('latin1')
    return this.#lengthOf(head)
  }

  #lengthOf(head: string): number {
    const [, digits] = /^content-length: *(\d{1,15})\r\n/im.exec(head) ?? []
    if (digits === undefined) throw notAFrame('its head has no Content-Length')
    const bytes = Number(digits)
    if (bytes > this.#maxBytes) throw tooLarge(bytes, this.#maxBytes)
    return bytes
  }

  #join(): Buffer {
    const [first] = this.#waiting
    const joined = this.#waiting.length === 1 && first ? first : Buffer.concat(this.#waiting)
    this.#waiting = [joined]
    return joined
  }

  #take(bytes: number): Buffer {
    const joined = this.#join()
    const rest = joined.subarray(bytes)
    this.#waiting = rest.length > 0 ? [rest] : []
    this.#waitingBytes = rest.length
    return joined.subarray(0, bytes)
  }
}

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
  const body = Buffer.from(JSON.stringify(message))
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body])
}
