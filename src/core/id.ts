/** Ids are time-ordered and never reused: a UUIDv7 (RFC 9562) in hex behind a readable prefix. */
export type RuntimeId = `rt_${string}`
export type WorkerId = `wrk_${string}`
export type RunId = `run_${string}`
export type SessionId = `ses_${string}` | (string & {})

/** The only authority over a worker: names are for people and may change. */
export type WorkerRef = { readonly runtimeId: RuntimeId; readonly workerId: WorkerId }

const randomBytesNeeded = 10

/**
 * Makes an id from the wall time (ms since 1970) and ten random bytes.
 * Ids made in different milliseconds sort by time as plain text.
 */
export function toId<Prefix extends 'rt' | 'wrk' | 'run'>(
  prefix: Prefix,
  timeMs: number,
  random: Uint8Array,
): `${Prefix}_${string}` {
  if (random.length < randomBytesNeeded) throw new Error(`an id needs ${randomBytesNeeded} random bytes`)
  return `${prefix}_${toUuid7(timeMs, random)}`
}

function toUuid7(timeMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  let rest = Math.floor(timeMs)
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, randomBytesNeeded), 6)
  bytes[6] = 0x70 | ((random[0] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((random[2] ?? 0) & 0x3f)
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

const idPattern = /^(rt|wrk|run)_[0-9a-f]{32}$/

/** Whether a text has the form of an id with this prefix. */
export function isId<Prefix extends 'rt' | 'wrk' | 'run'>(prefix: Prefix, text: string): text is `${Prefix}_${string}` {
  return idPattern.test(text) && text.startsWith(`${prefix}_`)
}
