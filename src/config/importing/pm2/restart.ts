import { formatDuration } from '../../../core/duration.ts'
import { longestGraceMs } from '../../../core/spec.ts'
import type { Tree } from '../../tree/tree.ts'
import { plainAt } from '../document.ts'
import { type Fields, fieldIn, flagIn, noteChange, noteKey, numberIn, refuse, textIn, textsIn } from '../fields.ts'

type Restart = { readonly restart: Tree; readonly success: Tree | undefined }

/** When an app is started again: in pm2 whenever it ends, unless something else is said. */
export function readRestart(fields: Fields): Restart {
  const { place } = fields.mapping
  const isWanted = isOn(fields, 'autorestart') ?? true
  const attempts = numberIn(fields, 'max_restarts')
  const { when, success } = readCodes(fields)
  const isNever = !isWanted || attempts === 0
  const policy = {
    when: isNever ? 'never' : when,
    backoff: readBackoff(fields),
    attempts: attempts === undefined || attempts < 1 ? undefined : Math.min(1_000_000, Math.floor(attempts)),
    reset: readReset(fields),
  }
  const isPlain = isNever || [policy.backoff, policy.attempts, policy.reset].every(value => value === undefined)
  return {
    restart: plainAt(place, isPlain ? policy.when : policy),
    success: success.length > 0 ? plainAt(place, success) : undefined,
  }
}

function isOn(fields: Fields, key: string): boolean | undefined {
  const value = fieldIn(fields, key)
  if (value?.kind === 'scalar' && value.value === 'false') return false
  return flagIn(fields, key)
}

type Codes = { readonly when: 'always' | 'failure'; readonly success: readonly number[] }

// What ends with one of them is not started again; here that is so of what is completed, as 0 always is.
function readCodes(fields: Fields): Codes {
  const codes = (textsIn(fields, 'stop_exit_codes') ?? []).map(({ text }) => Number.parseInt(text, 10))
  const known = [...new Set(codes.filter(code => code >= 0 && code <= 255))]
  if (known.length === 0) return { when: 'always', success: [] }
  if (!known.includes(0))
    noteChange(fields, 'stop_exit_codes', 'an exit with 0 is not followed by a restart here either')
  return { when: 'failure', success: known.filter(code => code !== 0) }
}

const leastMs = 10
const mostMs = 86_400_000
// pm2's own: the pause grows up to it.
const longestMs = 15_000

function readBackoff(fields: Fields): string | undefined {
  const grows = numberIn(fields, 'exp_backoff_restart_delay')
  if (grows !== undefined && grows > 0)
    return `${toPause(grows)}..${formatDuration(Math.max(longestMs, Math.round(grows)))}`
  const fixed = numberIn(fields, 'restart_delay')
  return fixed === undefined || fixed <= 0 ? undefined : toPause(fixed)
}

function toPause(ms: number): string {
  return formatDuration(Math.min(mostMs, Math.max(leastMs, Math.round(ms))))
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000 }
const longestResetMs = 30 * 24 * 3_600_000

function readReset(fields: Fields): string | undefined {
  const value = textIn(fields, 'min_uptime')
  if (!value) return undefined
  const [, digits = '', unit = ''] = /^(\d{1,9})([hms]?)$/.exec(value.text) ?? []
  if (digits === '') return refuse(fields, { key: 'min_uptime', value, expected: 'a number of ms, or such as `10s`' })
  return formatDuration(Math.min(longestResetMs, Math.max(1, Number(digits) * (units[unit] ?? 1))))
}

/** How an app is stopped: pm2 asks by INT and kills after a while. */
export function readStop(fields: Fields): Tree {
  const timeout = numberIn(fields, 'kill_timeout')
  const grace = timeout === undefined ? undefined : formatDuration(Math.min(longestGraceMs, Math.max(0, timeout)))
  if (timeout !== undefined && timeout > longestGraceMs)
    noteChange(fields, 'kill_timeout', `a stop takes at most ${formatDuration(longestGraceMs)} here`)
  const isAlone = flagIn(fields, 'treekill') === false
  if (isAlone)
    noteKey(fields, 'treekill', 'a stop reaches the group of the process, and so the children that stayed in it')
  return plainAt(fields.mapping.place, { signal: 'INT', grace, scope: isAlone ? 'group' : undefined })
}
