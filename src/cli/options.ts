import { parseBytes } from '../core/bytes.ts'
import { parseDuration } from '../core/duration.ts'
import { keyBytes, keyNames } from '../core/keys.ts'
import { isWorkerName, workerNameRule } from '../core/name.ts'
import { nearest } from '../core/nearest.ts'
import { signalNames, toSignal } from '../core/signal.ts'
import { longestGraceMs } from '../core/spec.ts'
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

/** A key of a file, and what is to stand there. */
export type Setting = { readonly key: string; readonly value: string }

/** `key=value`, which may be given several times. */
export function toSetting(text: string, before: unknown): readonly Setting[] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined) throw new Misread('expected KEY=VALUE, such as env.PORT=3000.')
  return [...(Array.isArray(before) ? before : []), { key: key.trim(), value }]
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

/** A name that a worker may have. */
export function toWorkerName(text: string): string {
  if (!isWorkerName(text)) throw new Misread(`expected ${workerNameRule}.`)
  return text
}

/** Keys by name, which may be given several times. */
export function toKeys(text: string, before: unknown): readonly string[] {
  if (keyBytes(text, { applicationCursor: false })) return toList(text, before)
  const near = nearest(text, keyNames)
  throw new Misread(near ? `did you mean ${near}?` : 'keys are named as in tmux: C-c, M-x, Up, Enter, F5.')
}

/** A signal by name, with or without SIG. */
export function toSignalName(text: string): string {
  const signal = toSignal(text)
  if (signal) return signal
  const near = nearest(text.replace(/^sig/i, ''), signalNames)
  throw new Misread(near ? `did you mean ${near}?` : `expected one of ${signalNames.join(' ')}.`)
}

function toGraceMs(text: string): number {
  const ms = toDurationMs(text)
  if (ms > longestGraceMs) throw new Misread('expected at most 60s: then what still lives is killed.')
  return ms
}

/** How long a stop may take before the kill. */
export const graceOption: CommandOption = {
  flags: '--grace <time>',
  help: 'how long they may take to end before they are killed, at most 60s',
  parse: toGraceMs,
}

/** Why it is done. */
export const reasonOption: CommandOption = { flags: '--reason <text>', help: 'why; it stands in the history' }

/** The words that select workers. */
export const workerWords: ReadonlyArray<readonly [word: string, help: string]> = [
  ['[names...]', 'workers: names, ids, unique beginnings of them, globs such as api-*'],
]

/** Selects every worker. */
export const allOption: CommandOption = { flags: '--all', help: 'every worker' }
