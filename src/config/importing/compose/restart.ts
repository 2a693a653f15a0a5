import { formatDuration } from '../../../core/duration.ts'
import { toSignal } from '../../../core/signal.ts'
import { longestGraceMs } from '../../../core/spec.ts'
import type { Tree } from '../../tree/tree.ts'
import { plainAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, noteKey, noteRest, refuse, textIn } from '../fields.ts'
import { readCount, readDuration } from './durations.ts'
import { type Texts, toNow } from './interpolate.ts'

/** When a service is started again: `deploy.restart_policy` counts over `restart`, as in Compose. */
export function toRestart(texts: Texts, deploy: Fields | undefined): Tree | undefined {
  const policy = deploy && fieldsIn(deploy, 'restart_policy')
  return policy ? toPolicy({ ...texts, fields: policy }) : toPlainRestart(texts)
}

const words: Readonly<Record<string, string>> = {
  no: 'never',
  false: 'never',
  always: 'always',
  'on-failure': 'failure',
  'unless-stopped': 'unless-stopped',
}

function toPlainRestart(texts: Texts): Tree | undefined {
  const value = fieldIn(texts.fields, 'restart')
  if (!value) return undefined
  const text = value.kind === 'scalar' ? toNow(value, texts) : ''
  const [, word = '', digits] = /^([a-z-]+)(?::(\d{1,6}))?$/.exec(text) ?? []
  const when = Object.hasOwn(words, word) ? words[word] : undefined
  if (when === undefined)
    return refuse(texts.fields, { key: 'restart', value, expected: '`no`, `always`, `on-failure` or `unless-stopped`' })
  const attempts = Number(digits ?? '0')
  return plainAt(value.place, attempts > 0 ? { when, attempts } : when)
}

const conditions: Readonly<Record<string, string>> = { none: 'never', 'on-failure': 'failure', any: 'always' }

function toPolicy(texts: Texts): Tree | undefined {
  const { fields } = texts
  noteRest(fields, { carried: ['condition', 'delay', 'max_attempts', 'window'] })
  const condition = textIn(fields, 'condition')
  const named = condition ? toNow(condition, texts) : 'any'
  const when = Object.hasOwn(conditions, named) ? conditions[named] : undefined
  if (when === undefined && condition)
    return refuse(fields, { key: 'condition', value: condition, expected: '`none`, `on-failure` or `any`' })
  const attempts = readCount(texts, 'max_attempts')
  return plainAt(fields.mapping.place, {
    when: when ?? 'always',
    backoff: readDuration(texts, 'delay', { least: 10, most: 86_400_000 }),
    attempts: attempts === undefined || attempts === 0 ? undefined : Math.min(1_000_000, attempts),
    reset: readDuration(texts, 'window', { least: 1, most: 30 * 86_400_000 }),
  })
}

/** How a service is stopped. */
export function toStop(texts: Texts): Tree | undefined {
  const named = textIn(texts.fields, 'stop_signal')
  const text = named && toNow(named, texts)
  const signal = text !== undefined && toSignal(text) ? text : undefined
  if (text !== undefined && signal === undefined)
    noteKey(texts.fields, 'stop_signal', `${JSON.stringify(text)} is no signal that skep knows by name`)
  const grace = readDuration(texts, 'stop_grace_period', { least: 0, most: longestGraceMs })
  if (signal === undefined && grace === undefined) return undefined
  return plainAt(texts.fields.mapping.place, {
    signal,
    grace: grace === undefined ? undefined : grace || formatDuration(0),
  })
}
