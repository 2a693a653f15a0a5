/** Whatever JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export type Written = { readonly stdout: string; readonly stderr: string }

/**
 * What a run wrote as one value (behaviour A7). JSON alone is itself; an object of JSON gets what came on stderr as
 * `stderr` unless it has one; other JSON becomes `{value, stderr}`; a text `{stdout}` or `{stdout, stderr}`; stderr alone
 * `{stderr}`; nothing is undefined.
 */
export function shapeOutput({ stdout, stderr }: Written): Json | undefined {
  const onStderr = stderr === '' ? {} : { stderr }
  if (stdout === '') return stderr === '' ? undefined : onStderr
  const value = readJson(stdout)
  if (value === undefined) return { stdout, ...onStderr }
  if (stderr === '') return value
  if (!isObject(value)) return { value, stderr }
  return Object.hasOwn(value, 'stderr') ? value : { ...value, stderr }
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How much of stderr goes with an error (behaviour A7). */
export const longestErrorBytes: number = 8 * 1024

const longestRestOfCharacter = 3

/** Where the last bytes of a UTF-8 text begin, so many at most, without the end of a character that begins before. */
export function tailStart(bytes: Uint8Array, most: number): number {
  const earliest = Math.max(0, bytes.length - most)
  let start = earliest
  while (start > 0 && start - earliest < longestRestOfCharacter && isInsideCharacter(bytes[start])) start += 1
  return start
}

/** Where the first bytes of a UTF-8 text end, so many at most, without the beginning of a character that ends after. */
export function headEnd(bytes: Uint8Array, most: number): number {
  if (bytes.length <= most) return bytes.length
  let end = most
  while (end > 0 && most - end < longestRestOfCharacter && isInsideCharacter(bytes[end])) end -= 1
  return end
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000
}
