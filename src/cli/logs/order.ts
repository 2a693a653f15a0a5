import { createMatcher } from '../../client/match.ts'
import type { OutputCursor } from '../../core/cursor.ts'
import { Fault } from '../../core/fault.ts'
import type { StreamChoice } from '../../core/output.ts'
import type { Given } from '../command.ts'
import type { LinesView } from './lines.ts'

export type LogsOptions = {
  readonly follow?: true
  readonly lines?: number
  readonly since?: number
  readonly stream?: 'out' | 'err'
  readonly grep?: string
  readonly after?: readonly OutputCursor[]
  readonly timestamps?: true
  readonly raw?: true
  readonly maxBytes?: number
  readonly runs: 'last' | 'all'
  readonly all?: true
  readonly json?: true
}

/** What `skep logs` was asked for, after everything that contradicts itself was refused. */
export type LogsOrder = {
  /** Names, globs, ids; none means those that the cursors are of. */
  readonly words: readonly string[]
  readonly options: LogsOptions
  readonly stream: StreamChoice
  readonly among: LinesView['among']
}

/** Makes an order of a command line. */
export function toOrder({ words, options }: Given<LogsOptions>): LogsOrder {
  const { grep, stream, after = [], all, raw, json, timestamps } = options
  if (words.length === 0 && !all && after.length === 0)
    throw usage('say whose output: a worker or a run', 'skep logs NAME, or skep logs --all')
  if (words.length > 0 && all) throw usage('--all is every worker, and some are named too', 'leave one of them out')
  if (raw && (json || timestamps || grep !== undefined))
    throw usage('--raw writes the bytes as they are, without --json, --timestamps or --grep', 'leave --raw out')
  const among = grep === undefined ? undefined : createMatcher({ source: grep }).among
  return { words: all ? ['*'] : words, options, stream: stream ? `std${stream}` : 'all', among }
}

/** Refuses `--raw` of more than one. */
export function requireOne(count: number): void {
  if (count === 1) return
  throw usage(`--raw writes the bytes of one worker or run, and these are ${count}`, 'name one of them')
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'usage', message, hint })
}
