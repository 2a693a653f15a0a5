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

/** Selects every worker. */
export const allOption: CommandOption = { flags: '--all', help: 'every worker' }
