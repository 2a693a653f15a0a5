import type { Socket } from 'node:net'
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  Disposable,
  type Message as LibrarysMessage,
  ResponseError,
} from 'vscode-jsonrpc/node'
import { Fault } from '../core/fault.ts'
import { readError, toError } from './fault-data.ts'
import { FrameReader, toFrame } from './frames.ts'
import { type Inflow, openInflow } from './inflow.ts'
import { type Message, readMessage } from './message.ts'
import { openQuestions, type Questions } from './questions.ts'

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

/** How long what was said last may take to arrive, in ms: one that does not read is not waited for. */
const farewellMs = 1_000

/**
 * Opens a wire on a socket that is connected. A frame larger than `maxFrameBytes` closes it with a `too-large` fault,
 * and what is no message with a `usage` fault.
 */
export function openWire(socket: Socket, end: WireEnd, maxFrameBytes: number): Wire {
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  // What goes wrong with a socket closes it, and that is told.
  socket.on('error', () => undefined)
  const inflow = openInflow(socket)
  const questions = openQuestions()
  const reader = new SocketReader(socket, { inflow, questions, maxFrameBytes })
  const connection = createMessageConnection(reader, new SocketWriter(socket, questions), undefined, {
    messageStrategy: {
      handleMessage: (message, next) => inflow.deal(reader.lengthOf(message), async () => next(message)),
    },
  })
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
    async ask(method, params) {
      try {
        return await connection.sendRequest(method, params)
      } catch (problem) {
        throw toFault(problem) ?? reader.farewell ?? unanswered(problem, method)
      }
    },
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
      const timer = setTimeout(() => socket.destroy(), farewellMs)
      void closed.then(() => clearTimeout(timer))
    },
  }
}

type ReaderParts = { readonly inflow: Inflow; readonly questions: Questions; readonly maxFrameBytes: number }

class SocketReader extends AbstractMessageReader {
  readonly #socket: Socket
  readonly #parts: ReaderParts
  readonly #lengths = new WeakMap<LibrarysMessage, number>()
  /** What the other end said of itself before it closed. */
  farewell: Fault | undefined

  constructor(socket: Socket, parts: ReaderParts) {
    super()
    this.#socket = socket
    this.#parts = parts
  }

  lengthOf(message: LibrarysMessage): number {
    return this.#lengths.get(message) ?? 0
  }

  listen(take: (message: LibrarysMessage) => void): Disposable {
    const frames = new FrameReader(
      {
        message: (value, bytes) => {
          const message = readMessage(value)
          this.#parts.questions.came(message)
          if (this.#isForUs(message)) return
          this.#lengths.set(message, bytes)
          this.#parts.inflow.came(bytes)
          take(message)
        },
        broken: fault => {
          this.#socket.write(toFrame({ jsonrpc: '2.0', id: null, error: toError(fault) }))
          this.#socket.end()
          this.fireError(fault)
        },
      },
      this.#parts.maxFrameBytes,
    )
    this.#socket.on('data', (bytes: Buffer) => frames.push(bytes))
    this.#socket.on('close', () => this.fireClose())
    return Disposable.create(() => undefined)
  }

  /** The library would act on what begins with $/ by itself, on trust; nobody here says such things. */
  #isForUs(message: Message): boolean {
    if ('method' in message) return message.id === undefined && message.method.startsWith('$/')
    if (message.id === null && message.error) this.farewell ??= readError(message.error)
    return message.id === null
  }
}

class SocketWriter extends AbstractMessageWriter {
  readonly #socket: Socket
  readonly #questions: Questions

  constructor(socket: Socket, questions: Questions) {
    super()
    this.#socket = socket
    this.#questions = questions
  }

  async write(message: LibrarysMessage): Promise<void> {
    // What we say ourselves is a message.
    this.#questions.went(message as Message)
    if (this.#socket.writable) this.#socket.write(toFrame(message))
  }

  end(): void {
    this.#socket.end()
  }
}

function toResponse(problem: unknown, failed: () => void): ResponseError<object> {
  if (!(problem instanceof Fault)) failed()
  const fault =
    problem instanceof Fault ? problem : new Fault({ code: 'internal', message: 'skep made a mistake; its log has it' })
  const { code, message, data } = toError(fault)
  return new ResponseError(code, message, data)
}

function toFault(problem: unknown): Fault | undefined {
  return problem instanceof ResponseError ? readError(problem) : undefined
}

function unanswered(problem: unknown, method: string): Fault {
  const why = problem instanceof Error ? problem.message : String(problem)
  return new Fault({ code: 'unreachable', message: `the connection ended before ${method} was answered (${why})` })
}
