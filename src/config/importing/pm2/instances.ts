import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import type { Tree } from '../../tree/tree.ts'
import { isEnvName } from '../../variables/env-entry.ts'
import { plainAt } from '../document.ts'
import { type Fields, fieldIn, noteChange, noteKey, refuse, textIn } from '../fields.ts'

/** How many there are of an app, and what says to each which one it is. */
export type Instances = {
  readonly replicas: Tree | undefined
  /** Variables that count from one replica to the next, as a shell sets them. */
  readonly counted: readonly string[]
  /** The same for one that is alone. */
  readonly env: Readonly<Record<string, string>>
}

// As many as a worker can have.
const most = 100

/** Reads `instances`: pm2 counts them from 0 in NODE_APP_INSTANCE, and from a number on in `increment_var`. */
export function readInstances(fields: Fields, program: string): Instances {
  const count = toCount(fields)
  noteCluster(fields, count, program)
  const variable = readName(fields, 'instance_var') ?? 'NODE_APP_INSTANCE'
  const incremented = readName(fields, 'increment_var')
  if (count === undefined || count < 2) {
    const isSaid = count !== undefined || fieldIn(fields, 'instance_var') !== undefined
    return { replicas: undefined, counted: [], env: isSaid ? { [variable]: '0' } : {} }
  }
  const counted = [`${variable}=$((SKEP_REPLICA - 1))`]
  if (incremented !== undefined) counted.push(`${incremented}=$((${incremented} + SKEP_REPLICA - 1))`)
  return { replicas: plainAt(placeOf(fields), count), counted, env: {} }
}

function placeOf(fields: Fields) {
  return fieldIn(fields, 'instances')?.place ?? fields.mapping.place
}

function readName(fields: Fields, key: string): string | undefined {
  const name = textIn(fields, key)?.text
  if (name === undefined || isEnvName(name)) return name
  noteKey(fields, key, `${JSON.stringify(name)} cannot be the name of a variable`)
  return undefined
}

function toCount(fields: Fields): number | undefined {
  const value = fieldIn(fields, 'instances')
  if (!value) return undefined
  const text = value.kind === 'scalar' ? value.text.trim() : ''
  if (text !== 'max' && !/^-?\d{1,6}$/.test(text))
    return refuse(fields, { key: 'instances', value, expected: 'a number or `max`' })
  const named = text === 'max' ? 0 : Number(text)
  const cores = availableParallelism()
  const count = Math.max(1, named > 0 ? named : cores + named)
  if (named <= 0) noteChange(fields, 'instances', `is ${count} here, for the ${cores} cores of this machine`)
  if (count > most) noteChange(fields, 'instances', `is ${most} here, the most that there can be`)
  return Math.min(most, count)
}

const alone = 'each instance is a process by itself here, and they do not share a port as in the cluster mode of pm2'

// Without a word about it pm2 takes this mode for instances of Node.
function noteCluster(fields: Fields, count: number | undefined, program: string): void {
  const mode = textIn(fields, 'exec_mode')?.text
  if (mode !== undefined && /^cluster/.test(mode)) noteChange(fields, 'exec_mode', alone)
  else if (mode === undefined && (count ?? 0) > 1 && /node$|bun$/.test(basename(program)))
    noteChange(fields, 'instances', alone)
}
