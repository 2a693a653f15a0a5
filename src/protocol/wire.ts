import type { Socket } from 'node:net'
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  Disposable,
  type Message,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node'
import { Fault, type FaultCode, faultCodes } from '../core/fault.ts'
import { FrameReader, toFrame } from './frames.ts'

/** What the other end of a wire may ask and tell. Whatever comes is unknown. */
export type WireEnd = {
  /** Answers a request, or refuses it with a `Fault`. */
  handle(method: string, params: unknown): Promise<unknown>
  notified(method: string, params: unknown): void
  /** Told of a mistake of ours while answering: the other end hears only that there was one. */
  failed(problem: unknown, method: string): void
}

/** One end of a conversation in JSON-RPC 2.0 over a socket, both directions on one connection. */
export type Wire = {
  /** Resolves with the answer; rejects with the `Fault` that the other end refused it with, or `unreachable`. */
  ask(method: string, params: object): Promise<unknown>
  tell(method: string, params: object): void
  /** How much was told that the other end has not taken yet. */
  readonly waitingBytes: number
  /** Resolves when the socket is closed, from whichever side. */
  readonly closed: Promise<void>
  close(): void
}

/** Opens a wire on a socket that is connected; a frame larger than `maxFrameBytes` closes it with a `too-large` fault. */
export function openWire(socket: Socket, end: WireEnd, maxFrameBytes: number): Wire {
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  // What goes wrong with a socket closes it, and that is told.
  socket.on('error', () => undefined)
  const owed = new Owed(socket)
  const reader = new SocketReader(socket, { maxFrameBytes, owed })
  const connection = createMessageConnection(reader, new SocketWriter(socket, owed))
  connection.onRequest(async (method, params) => {
    try {
      return (await end.handle(method, params)) ?? null
    } catch (problem) {
      throw toResponse(problem, () => end.failed(problem, method))
    }
  })
  connection.onNotification((method, params) => end.notified(method, params))
  connection.onError(() => socket.destroy())
  connection.listen()
  void closed.then(() => connection.dispose())
  return {
    ask: (method, params) => ask(connection, method, params),
    tell(method, params) {
      if (socket.writable) void connection.sendNotification(method, params).catch(() => undefined)
    },
    get waitingBytes() {
      return socket.writableLength
    },
    closed,
    close() {
      // What was said last is to arrive.
      socket.end(() => socket.destroy())
    },
  }
}

async function ask(connection: MessageConnection, method: string, params: object): Promise<unknown> {
  try {
    return await connection.sendRequest(method, params)
  } catch (problem) {
    throw toFault(problem, method)
  }
}

/**
 * The answers that are owed. Where a socket may be open in one direction only, the other end that says no more is let go
 * of when it has them: nothing else would tell that it is gone.
 */
class Owed {
  readonly #socket: Socket
  #count = 0
  #isOver = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.once('end', () => {
      this.#isOver = true
      this.#endIfNone()
    })
  }

  asked(message: Message): void {
    if (isAsking(message)) this.#count += 1
  }

  said(message: Message): void {
    if (!('method' in message)) this.#count = Math.max(0, this.#count - 1)
    this.#endIfNone()
  }

  #endIfNone(): void {
    if (this.#isOver && this.#count <= 0) this.#socket.end()
  }
}

/** Whether a message is to be answered. Whatever comes from a socket is unknown. */
function isAsking(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'method' in message && 'id' in message
}

type ReaderParts = { readonly maxFrameBytes: number; readonly owed: Owed }

class SocketReader extends AbstractMessageReader {
  readonly #socket: Socket
  readonly #parts: ReaderParts

  constructor(socket: Socket, parts: ReaderParts) {
    super()
    this.#socket = socket
    this.#parts = parts
  }

  listen(take: (message: Message) => void): Disposable {
    const { owed, maxFrameBytes } = this.#parts
    const frames = new FrameReader(
      {
        // What is no message of JSON-RPC is refused by the connection.
        message: value => {
          owed.asked(value as Message)
          take(value as Message)
        },
        broken: fault => {
          this.#socket.write(toFrame({ jsonrpc: '2.0', id: null, error: toError(fault) }))
          this.#socket.end()
          this.fireError(fault)
        },
      },
      maxFrameBytes,
    )
    this.#socket.on('data', (bytes: Buffer) => frames.push(bytes))
    this.#socket.on('close', () => this.fireClose())
    return Disposable.create(() => undefined)
  }
}

class SocketWriter extends AbstractMessageWriter {
  readonly #socket: Socket
  readonly #owed: Owed

  constructor(socket: Socket, owed: Owed) {
    super()
    this.#socket = socket
    this.#owed = owed
  }

  async write(message: Message): Promise<void> {
    if (this.#socket.writable) this.#socket.write(toFrame(message))
    this.#owed.said(message)
  }

  end(): void {
    this.#socket.end()
  }
}

/** A server's own error in JSON-RPC; which one it is stands in the data. */
const refused = -32_000

function toError(fault: Fault): { code: number; message: string; data: object } {
  const { code, message, hint, data } = fault
  return { code: refused, message, data: { code, hint, data } }
}

function toResponse(problem: unknown, failed: () => void): ResponseError<object> {
  if (!(problem instanceof Fault)) failed()
  const fault =
    problem instanceof Fault ? problem : new Fault({ code: 'internal', message: 'skep made a mistake; its log has it' })
  const { code, message, data } = toError(fault)
  return new ResponseError(code, message, data)
}

function toFault(problem: unknown, method: string): Fault {
  const data = problem instanceof ResponseError ? problem.data : undefined
  if (isFaultData(data)) {
    const { code, hint, data: facts } = data
    const message = problem instanceof Error ? problem.message : method
    return new Fault({ code, message, ...(hint === undefined ? {} : { hint }), ...(facts ? { data: facts } : {}) })
  }
  const why = problem instanceof Error ? problem.message : String(problem)
  return new Fault({ code: 'unreachable', message: `the connection ended before ${method} was answered (${why})` })
}

type FaultData = { code: FaultCode; hint?: string; data?: Readonly<Record<string, unknown>> }

function isFaultData(data: unknown): data is FaultData {
  if (typeof data !== 'object' || data === null || !('code' in data)) return false
  return faultCodes.some(code => code === data.code)
}
