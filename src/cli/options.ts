import { parseBytes } from '../core/bytes.ts'
import { parseDuration } from '../core/duration.ts'
import type { CommandOption } from './command.ts'

/** What an option expected instead of what it got, in a sentence. */
export class Misread extends Error {
  override readonly name = 'Misread'
}

/** Several options of one flag, in their order. */
export function toList(text: string, before: unknown): readonly string[] {
  return [...(Array.isArray(before) ? before : []), text]
}

/** `NAME=value`, which may be given several times. */
export function toVariables(text: string, before: unknown): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new Misread('expected NAME=value.')
  return { ...(typeof before === 'object' ? before : {}), [name]: value }
}

/** `10s`, `5m`, `2h`: milliseconds. */
export function toDurationMs(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new Misread('expected a time like 300ms, 10s, 5m or 2h.')
  return ms
}

/** `64KiB`, `1GiB`: bytes. */
export function toBytes(text: string): number {
  const bytes = /^\d+$/.test(text) ? Number(text) : parseBytes(text)
  if (bytes === undefined) throw new Misread('expected a size like 4096, 64KiB or 1GiB.')
  return bytes
}

/** A whole number from 0 on. */
export function toCount(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Misread('expected a whole number.')
  return Number(text)
}

/** One of a few words. */
export function toWord<Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return text => {
    const found = words.find(word => word === text)
    if (found === undefined) throw new Misread(`expected ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`)
    return found
  }
}

/** Some of a few words, with commas between them; may be given several times. */
export function toWords<Word extends string>(
  ...words: readonly Word[]
): (text: string, before: unknown) => readonly Word[] {
  const read = toWord(...words)
  return (text, before) => [...(Array.isArray(before) ? before : []), ...text.split(',').map(word => read(word))]
}

/** `10m` (ago), `2026-01-15` or `2026-01-15T12:00`: a wall time in ms. */
export function toSince(text: string): number {
  const ago = parseDuration(text)
  if (ago !== undefined) return Date.now() - ago
  // A day alone would be one of UTC, and a person means one of here.
  const timeMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.length === 10 ? `${text}T00:00` : text) : Number.NaN
  if (Number.isNaN(timeMs)) throw new Misread('expected how long ago (10m, 2h) or a time (2026-01-15T12:00).')
  return timeMs
}

/** Selects every worker. */
export const allOption: CommandOption = { flags: '--all', help: 'every worker' }
