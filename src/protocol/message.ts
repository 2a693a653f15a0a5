import { Fault } from '../core/fault.ts'
import type { WireError } from './fault-data.ts'

export type MessageId = string | number

/** A message of JSON-RPC 2.0. */
export type Message = { readonly jsonrpc: '2.0' } & (Question | Notification | Answer)

type Question = Asked & { readonly id: MessageId }
type Notification = Asked & { readonly id?: undefined }
type Asked = { readonly method: string; readonly params?: object }

/** An error without an id says why the other end closes. */
type Answer = { readonly id: MessageId | null; readonly result?: unknown; readonly error?: WireError }

/** Takes a value for a message; what is none is a `Fault` (`usage`). What it has beside is passed by. */
export function readMessage(value: unknown): Message {
  if (!isObject(value) || value['jsonrpc'] !== '2.0') throw noMessage('a member jsonrpc that is "2.0"')
  return { jsonrpc: '2.0', ...('method' in value ? readAsked(value) : readAnswer(value)) }
}

type Members = Readonly<Record<string, unknown>>

function readAsked({ method, id, params }: Members): Question | Notification {
  if (typeof method !== 'string') throw noMessage('a method that is a text')
  if (params !== undefined && typeof params !== 'object') throw noMessage('params in an object')
  const asked = { method, ...(params ? { params } : {}) }
  return id === undefined ? asked : { ...asked, id: readId(id) }
}

function readAnswer({ id, result, error }: Members): Answer {
  if (error === undefined && result === undefined) throw noMessage('a method, a result or an error')
  const of = id === null ? null : readId(id)
  return error === undefined ? { id: of, result } : { id: of, error: readWireError(error) }
}

function readId(id: unknown): MessageId {
  if (typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id))) return id
  throw noMessage('an id that is a number or a text')
}

function readWireError(error: unknown): WireError {
  if (isObject(error)) {
    const { code, message, data } = error
    if (typeof code === 'number' && Number.isSafeInteger(code) && typeof message === 'string')
      return { code, message, data }
  }
  throw noMessage('an error with a code and a message')
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function noMessage(expected: string): Fault {
  const hint = 'a question is {"jsonrpc": "2.0", "id": 1, "method": "status", "params": {}}'
  return new Fault({ code: 'usage', message: `expected a message of JSON-RPC 2.0 with ${expected}`, hint })
}
