import type { LogsOptions } from './order.ts'

/** A call as a person types it. */
export type Call = {
  readonly words: readonly string[]
  readonly options: LogsOptions
  /** Where each goes on. */
  readonly places: readonly string[]
}

/** The command line that goes on where this one ended. */
export function renderNextCall({ words, options, places }: Call): string {
  const { follow, stream, grep, timestamps, raw, json, all, maxBytes, runs } = options
  const flags = [
    ...(follow ? ['-f'] : []),
    ...(all ? ['--all'] : []),
    ...(runs === 'all' ? ['--runs', 'all'] : []),
    ...(stream ? ['--stream', stream] : []),
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...(timestamps ? ['--timestamps'] : []),
    ...(raw ? ['--raw'] : []),
    ...(json ? ['--json'] : []),
    ...(maxBytes === undefined ? [] : ['--max-bytes', String(maxBytes)]),
    ...places.flatMap(place => ['--after', place]),
  ]
  return ['skep', 'logs', ...words, ...flags].map(quote).join(' ')
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
