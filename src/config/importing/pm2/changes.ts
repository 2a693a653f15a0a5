import { formatDuration } from '../../../core/duration.ts'
import type { Tree } from '../../tree/tree.ts'
import { carriable } from '../carriable.ts'
import { plainAt } from '../document.ts'
import { type Fields, fieldIn, noteChange, noteKey, numberIn, textIn, textsIn } from '../fields.ts'

type Keys = Readonly<Record<string, Tree | undefined>>

/** What starts an app again from outside: files that change, the clock, and too much memory. */
export function readChanges(fields: Fields): Keys {
  return { ...readWatch(fields), ...readCron(fields), ...readMemory(fields) }
}

// What pm2 passes over when nothing is said: what begins with a dot, and packages.
const usual = ['**/.*', '**/.*/**', '**/node_modules/**']

function readWatch(fields: Fields): Keys {
  const value = fieldIn(fields, 'watch')
  const isOff = !value || (value.kind === 'scalar' && (value.value === false || value.value === ''))
  if (isOff) return {}
  if (!carriable.watch) {
    noteKey(fields, 'watch', 'a worker is not restarted when files change')
    return {}
  }
  const named = value.kind === 'scalar' && value.value === true ? [] : (textsIn(fields, 'watch') ?? [])
  const paths = named.length > 0 ? named.map(({ text }) => text) : ['.']
  const ignored = textsIn(fields, 'ignore_watch')
  const delay = numberIn(fields, 'watch_delay')
  const watch = {
    paths,
    ignore: ignored ? ignored.flatMap(({ text }) => toPatterns(text, fields)) : usual,
    debounce: delay === undefined || delay <= 0 ? undefined : formatDuration(Math.min(3_600_000, Math.round(delay))),
  }
  return { watch: plainAt(value.place, watch) }
}

// pm2 takes patterns, names and, in code, regular expressions, which only code can mean.
function toPatterns(text: string, fields: Fields): readonly string[] {
  if (/^\/.*\/[a-z]*$/.test(text) || /[\\^$|()]/.test(text)) {
    noteChange(fields, 'ignore_watch', `${JSON.stringify(text)} is a regular expression, and skep takes patterns only`)
    return []
  }
  const bare = text.replace(/^\.\//, '').replace(/\/+$/, '')
  return /[*?{[]/.test(bare) || bare === '' ? [text] : [`**/${bare}`, `**/${bare}/**`]
}

function readCron(fields: Fields): Keys {
  const cron = textIn(fields, 'cron_restart')
  if (!cron || cron.text === '0' || cron.text === '') return {}
  if (!carriable.schedule) {
    noteKey(fields, 'cron_restart', 'a worker is not restarted at a time')
    return {}
  }
  const { place, text } = cron
  const start = isManual(fields) ? undefined : plainAt(place, 'auto')
  return { schedule: plainAt(place, text), overlap: plainAt(place, 'restart'), ...(start && { start }) }
}

/** Whether an app is only started by hand. */
export function isManual(fields: Fields): boolean {
  const value = fieldIn(fields, 'autostart')
  return value?.kind === 'scalar' && (value.value === false || value.value === 'false')
}

function readMemory(fields: Fields): Keys {
  const most = textIn(fields, 'max_memory_restart')
  if (!most) return {}
  const [, digits = '', unit = ''] = /^(\d{1,15})([GMK]?)$/.exec(most.text) ?? []
  if (!carriable.limits || digits === '') {
    const why = digits === '' ? `${JSON.stringify(most.text)} is no amount of memory` : 'no limit is enforced yet'
    noteKey(fields, 'max_memory_restart', why)
    return {}
  }
  return { limits: plainAt(most.place, { memory: unit === '' ? `${digits}B` : `${digits}${unit}iB` }) }
}
