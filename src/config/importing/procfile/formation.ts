import { problemAt } from '../../text/problem.ts'
import type { Importing } from '../translation.ts'
import type { Line } from './lines.ts'
import type { Settings } from './setting.ts'

/** How many there are of each line. */
export type Formation = (name: string) => number

// As many replicas as one worker can have.
const most = 100

/** Reads a formation: `web=2,worker=1`, where `all` stands for every line that is not named. */
export function readFormation(
  { formation, others = 1 }: Settings,
  lines: readonly Line[],
  importing: Importing,
): Formation {
  if (!formation) return () => 1
  const counts = new Map(readPairs(formation.text))
  const known = new Set(['all', ...lines.map(({ name }) => name)])
  for (const [name, count] of counts) {
    const shown = JSON.stringify(`${name}=${count}`)
    if (!known.has(name)) importing.note(formation.place, `${shown} of the formation is nobody in this Procfile`)
    if (isCount(count)) continue
    const message = `a formation takes numbers from 0 to ${most}, found ${shown}`
    importing.report(() => problemAt(formation.place, { message, hint: 'such as web=2,worker=1' }))
  }
  const rest = counts.get('all')
  return name => toCount(counts.get(name) ?? rest, others)
}

/** `a=1,b=2` as pairs; what has no `=` has no value. */
export function readPairs(text: string): readonly (readonly [string, string])[] {
  return readNames(text).map(pair => {
    const [name = '', value = ''] = pair.split('=')
    return [name.trim(), value.trim()]
  })
}

/** `a,b` as names. */
export function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
}

function isCount(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= most
}

function toCount(text: string | undefined, others: number): number {
  if (text === undefined) return others
  return isCount(text) ? Number(text) : 1
}
