import { nearest } from './nearest.ts'

/** A cron expression with its nickname written out, or what is wrong with it. */
export type ParsedCron = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly hint: string }

/** One field of a cron expression: what it counts, from where to where, and the words that may stand for numbers. */
type Field = {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly words: readonly string[]
  /** The number of the first word. */
  readonly first: number
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const second: Field = { name: 'second', from: 0, to: 59, words: [], first: 0 }
const minute: Field = { name: 'minute', from: 0, to: 59, words: [], first: 0 }
const hour: Field = { name: 'hour', from: 0, to: 23, words: [], first: 0 }
const dayOfMonth: Field = { name: 'day of the month', from: 1, to: 31, words: [], first: 0 }
const month: Field = { name: 'month', from: 1, to: 12, words: months, first: 1 }
// Sunday is 0 and 7.
const dayOfWeek: Field = { name: 'day of the week', from: 0, to: 7, words: days, first: 0 }

const fiveFields = [minute, hour, dayOfMonth, month, dayOfWeek]

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/** Reads a cron expression of five fields, or of six with seconds first; it comes back with its nickname written out. */
export function parseCron(text: string): ParsedCron {
  const written = nicknames[text.toLowerCase()] ?? text
  if (written.startsWith('@')) return refuseNickname(written)
  const parts = written.trim().split(/\s+/)
  const fields = parts.length === 6 ? [second, ...fiveFields] : fiveFields
  if (parts.length !== fields.length) return { ok: false, hint: `found ${countOf(parts.length)}: ${example}` }
  for (const [index, field] of fields.entries()) {
    const hint = refuseField(parts[index] ?? '', field)
    if (hint !== undefined) return { ok: false, hint }
  }
  return (
    refuseNever(parts.slice(-3)) ?? {
      ok: true,
      value: [...parts.slice(0, -1), fromSunday(parts.at(-1) ?? '*')].join(' '),
    }
  )
}

// A row that begins with the Sunday of 7 goes on with the days after it, which are those after 0.
function fromSunday(days: string): string {
  return days
    .split(',')
    .map(item => item.replace(/^7\//, '0/'))
    .join(',')
}

const example = 'minute, hour, day of the month, month, day of the week: `30 3 * * mon-fri`'

function countOf(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`
}

function refuseNickname(text: string): ParsedCron {
  const near = nearest(text, Object.keys(nicknames))
  return { ok: false, hint: near ? `did you mean \`${near}\`?` : `known are ${Object.keys(nicknames).join(', ')}` }
}

/** Why a field cannot be read; undefined when it can. */
function refuseField(text: string, field: Field): string | undefined {
  for (const item of text.split(',')) {
    const hint = refuseItem(item, field)
    if (hint !== undefined) return hint
  }
  return undefined
}

function refuseItem(item: string, field: Field): string | undefined {
  if (item.toUpperCase() === 'L' && field === dayOfMonth) return undefined
  const [, range, step] = /^([^/]*)(?:\/(.*))?$/s.exec(item) ?? []
  if (step !== undefined && !/^[1-9]\d{0,3}$/.test(step)) {
    return `${aFieldOf(field)} has ${quote(item)}: behind \`/\` stands a whole number from 1 on`
  }
  if (range === '*') return undefined
  const [from, to = from, ...more] = (range ?? '').split('-').map(end => toNumber(end, field))
  if (from === undefined || to === undefined || more.length > 0) return refuseEnds(item, range ?? '', field)
  return from > to ? `${aFieldOf(field)} has ${quote(item)}, which ends before it begins` : undefined
}

function refuseEnds(item: string, range: string, field: Field): string {
  const { from, to, words } = field
  const near = nearest(range, words)
  const wanted = `${from} to ${to}${words.length > 0 ? `, or ${words[0]} to ${words.at(-1)}` : ''}`
  const meant = near ? `did you mean \`${near}\`?` : `it takes ${wanted}, \`*\`, ranges, lists and steps`
  return `${aFieldOf(field)} has ${quote(item)}: ${meant}`
}

function aFieldOf({ name }: Field): string {
  return `the ${name}`
}

function quote(item: string): string {
  return item === '' ? 'nothing between commas' : `\`${item.slice(0, 40)}\``
}

function toNumber(text: string, { from, to, words, first }: Field): number | undefined {
  const word = words.indexOf(text.toLowerCase())
  const number = word >= 0 ? word + first : /^\d{1,2}$/.test(text) ? Number(text) : undefined
  return number !== undefined && number >= from && number <= to ? number : undefined
}

// As many days as a month can have, February in a leap year.
const mostDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function refuseNever([day = '*', inMonth = '*', weekday = '*']: readonly string[]): ParsedCron | undefined {
  const first = Math.min(...day.split(',').map(firstDayOf))
  if (weekday !== '*' || inMonth.includes('*')) return undefined
  const longest = Math.max(
    ...inMonth
      .split(',')
      .flatMap(item => monthsOf(item))
      .map(index => mostDays[index] ?? 31),
  )
  return first > longest ? { ok: false, hint: `the day ${first} never comes in ${inMonth}` } : undefined
}

function firstDayOf(item: string): number {
  return Number(/^\d+/.exec(item)?.[0] ?? 1)
}

function monthsOf(item: string): readonly number[] {
  const [range = '', step] = item.split('/')
  const [from = 1, to] = range.split('-').map(end => toNumber(end, month) ?? 1)
  const last = to ?? (step === undefined ? from : 12)
  const every = Number(step ?? 1)
  return Array.from({ length: Math.floor((last - from) / every) + 1 }, (_, index) => from + index * every - 1)
}
