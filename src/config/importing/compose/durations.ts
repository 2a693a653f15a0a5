import { formatDuration, parseDuration } from '../../../core/duration.ts'
import { type Fields, fieldIn, noteChange, refuse } from '../fields.ts'
import { type Texts, toNow } from './interpolate.ts'

/** The duration under a key in ms, as Compose writes it: `1m30s`, `500ms`, `10us`; a number alone is in seconds. */
export function readMs(texts: Texts, key: string): number | undefined {
  const value = fieldIn(texts.fields, key)
  if (!value) return undefined
  const text = value.kind === 'scalar' ? toNow(value, texts) : ''
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : parseDuration(text)
  if (ms !== undefined && Number.isFinite(ms)) return Math.round(ms)
  if (/^\d+(us|ns|µs)$/.test(text)) return 0
  return refuse(texts.fields, { key, value, expected: 'a duration such as `1m30s`' })
}

/** The same as skep takes it, between two bounds; that it was beyond them is noted. */
export function readDuration(texts: Texts, key: string, bounds: Bounds): string | undefined {
  const ms = readMs(texts, key)
  return ms === undefined ? undefined : formatDuration(toBounded(texts.fields, { key, ms }, bounds))
}

export type Bounds = { readonly least: number; readonly most: number }

function toBounded(fields: Fields, { key, ms }: { readonly key: string; readonly ms: number }, bounds: Bounds): number {
  const bounded = Math.min(bounds.most, Math.max(bounds.least, ms))
  if (bounded !== ms) noteChange(fields, key, `is ${formatDuration(bounded)} here instead of ${formatDuration(ms)}`)
  return bounded
}

/** A whole number under a key. */
export function readCount(texts: Texts, key: string): number | undefined {
  const value = fieldIn(texts.fields, key)
  if (!value) return undefined
  const text = value.kind === 'scalar' ? toNow(value, texts) : ''
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(texts.fields, { key, value, expected: 'a whole number' })
}

/** `true` or `false` under a key. */
export function readFlag(texts: Texts, key: string): boolean | undefined {
  const value = fieldIn(texts.fields, key)
  if (!value) return undefined
  const text = value.kind === 'scalar' ? toNow(value, texts).toLowerCase() : ''
  if (['true', 'yes', 'on', '1'].includes(text)) return true
  if (['false', 'no', 'off', '0', ''].includes(text)) return false
  return refuse(texts.fields, { key, value, expected: '`true` or `false`' })
}
