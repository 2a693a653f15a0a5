import { Fault } from '../core/fault.ts'

/** Who takes the bytes in the end: a pipe, a terminal, or nobody. */
export type Sink = {
  /** Resolves with how many of them are in the kernel's hands, at least one; `gone` when nobody will ever read them. */
  send(bytes: Uint8Array): Promise<number | 'gone'>
  close(): void
}

export type InputWriter = {
  /**
   * Takes bytes for the program and resolves at once, however slowly it reads. They are the queue's from then on.
   * Fails with a Fault: `input-full`, `input-closed`, or `ended` after the process has ended.
   */
  write(bytes: Uint8Array): Promise<void>
  /** End of file, after what was written before: types Ctrl-D into a terminal, closes a pipe. */
  end(): Promise<void>
  /** How many of the bytes taken are not yet in the kernel's hands. */
  readonly pendingBytes: number
}

/** How a program is told that there is no more: by a character of its terminal, or by the end of the pipe. */
export type EndOfInput = { readonly kind: 'character'; readonly byte: number } | { readonly kind: 'close' }

// What a person pastes fits many times; what does not fit is for a file.
const mostPendingBytes = 1024 * 1024
// The pace at which `pendingBytes` sinks, and about what a pipe takes at once.
const pieceBytes = 64 * 1024

/** The one bounded queue of what a run is yet to read. */
export class Input implements InputWriter {
  pendingBytes = 0
  readonly #sink: Sink
  readonly #endOfInput: EndOfInput
  readonly #queue: Uint8Array[] = []
  #state: 'open' | 'ending' | 'closed' | 'ended' = 'open'
  #isSending = false

  constructor(sink: Sink | undefined, endOfInput: EndOfInput) {
    this.#sink = sink ?? nobody
    this.#endOfInput = endOfInput
    if (!sink) this.#state = 'closed'
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#refuseWhenClosed()
    if (this.pendingBytes + bytes.length > mostPendingBytes) throw fullFault(bytes.length, this.pendingBytes)
    this.#push(bytes)
  }

  async end(): Promise<void> {
    if (this.#endOfInput.kind === 'character') {
      this.#refuseWhenClosed()
      this.#push(Uint8Array.of(this.#endOfInput.byte))
    } else if (this.#state === 'open') {
      this.#state = 'ending'
      if (!this.#isSending) this.#close('closed')
    }
  }

  /** To be called when the process has ended: what it did not read is dropped. */
  processEnded(): void {
    this.#close('ended')
  }

  /** Lets go of the pipe or terminal; what is not yet written is dropped. */
  close(): void {
    this.#close('closed')
  }

  #refuseWhenClosed(): void {
    if (this.#state === 'ended') throw endedFault()
    if (this.#state !== 'open') throw closedFault(this.#sink === nobody)
  }

  #push(bytes: Uint8Array): void {
    this.pendingBytes += bytes.length
    this.#queue.push(bytes)
    // Its first part runs at once, so that a key is with the program before this returns.
    if (!this.#isSending) void this.#sendAll()
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    // What came meanwhile goes together: a queue of single keys may be a million long.
    while (this.#queue.length > 0) await this.#send(Buffer.concat(this.#queue.splice(0)))
    this.#isSending = false
    if (this.#state === 'ending') this.#close('closed')
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const taken = await this.#sink.send(bytes.subarray(at, at + pieceBytes))
      // When it was closed meanwhile the count is zero already.
      if (this.#state === 'closed' || this.#state === 'ended') return
      if (taken === 'gone') return this.#close('closed')
      this.pendingBytes -= taken
      at += taken
    }
  }

  #close(state: 'closed' | 'ended'): void {
    if (this.#state === 'ended') return
    this.#state = state
    this.#queue.length = 0
    this.pendingBytes = 0
    this.#sink.close()
  }
}

const nobody: Sink = { send: async () => 'gone', close: () => undefined }

function fullFault(bytes: number, pending: number): Fault {
  return new Fault({
    code: 'input-full',
    message: `${bytes} bytes do not fit: ${pending} of at most ${mostPendingBytes} still wait for the program to read them`,
    hint: 'Send it again when the program has read some, or give it a file.',
    data: { pendingBytes: pending, limitBytes: mostPendingBytes },
  })
}

function closedFault(isAbsent: boolean): Fault {
  return isAbsent
    ? new Fault({
        code: 'input-closed',
        message: 'the run has no stdin',
        hint: 'Start it with stdin: pipe or with tty.',
      })
    : new Fault({ code: 'input-closed', message: 'the stdin of the run is closed' })
}

function endedFault(): Fault {
  return new Fault({ code: 'ended', message: 'the run has ended and reads no more' })
}
