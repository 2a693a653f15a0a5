import { once } from 'node:events'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { FrameReader, toFrame } from '../../src/protocol/frames.ts'

/** A client of a socket that says what no client of ours would. */
export type Raw = {
  /** Every message that came, and the fault that made the other end close. */
  readonly told: readonly Told[]
  readonly isClosed: boolean
  /** False when the other end does not read on. */
  write(bytes: Buffer | string): boolean
  say(message: unknown): boolean
  /** Resolves when the other end has taken everything, or at the signal. */
  drained(signal: AbortSignal): Promise<void>
  /** Reads nothing more until it resumes. */
  pause(): void
  resume(): void
  close(): void
}

export type Told = {
  readonly id?: unknown
  readonly method?: string
  readonly params?: { readonly notice?: { readonly kind: string } }
  readonly result?: unknown
  readonly error?: { readonly message: string; readonly data: { readonly code: string } }
}

/** Connects to a socket, without a word. */
export async function openRaw(path: string): Promise<Raw> {
  const socket = connect(path)
  const told: Told[] = []
  let isClosed = false
  const frames = new FrameReader(
    // Whatever it is, the test looks at it.
    { message: value => void told.push(value as Told), broken: fault => void told.push({ result: fault }) },
    2 ** 30,
  )
  socket.on('data', (bytes: Buffer) => frames.push(bytes))
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isClosed = true
  })
  onTestFinished(() => void socket.destroy())
  await new Promise<void>(resolve => socket.once('connect', () => resolve()))
  return {
    told,
    get isClosed() {
      return isClosed
    },
    write: bytes => socket.write(bytes),
    say: message => socket.write(toFrame(message)),
    drained: async signal => void (await once(socket, 'drain', { signal }).catch(() => undefined)),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => void socket.destroy(),
  }
}

/** The hello of a client of this protocol, as a message. */
export const hello = {
  jsonrpc: '2.0',
  id: 'hello',
  method: 'hello',
  params: { protocol: { major: 1, minor: 0 }, version: '0.1.0', actor: 'api' },
} as const
