import { basename, extname } from 'node:path'
import { isWorkerName } from '../../../core/name.ts'
import type { Place } from '../../text/source.ts'
import { type Mapping, type Tree, toPlain } from '../../tree/tree.ts'
import { envNameRule, isEnvName } from '../../variables/env-entry.ts'
import { keysAt, listAt, mappingAt, plainAt, textAt } from '../document.ts'
import { type Fields, fieldIn, noteKey, noteRest, refuse, textIn, textsIn } from '../fields.ts'
import { isManual, readChanges } from './changes.ts'
import { readRun, toCommand, toNear } from './command.ts'
import { readInstances } from './instances.ts'
import { appKeys } from './keys.ts'
import { readRestart, readStop } from './restart.ts'

/** What pm2 calls an app: by its name, else by its script without the folders before and the ending behind. */
export function nameOfApp(fields: Fields): string {
  const name = textIn(fields, 'name')?.text
  if (name !== undefined && name !== '') return name
  const script = (textIn(fields, 'script') ?? textIn(fields, 'cmd') ?? textIn(fields, 'command'))?.text ?? 'app'
  return /\s/.test(script.trim()) ? script : basename(script, extname(script))
}

/** An app as a worker; undefined when it names nothing to run, which is reported. */
export async function toWorker(fields: Fields): Promise<Mapping | undefined> {
  const { place } = fields.mapping
  noteRest(fields, withEnvironments(fields))
  const run = await readRun(fields)
  if (!run) return undefined
  const { replicas, counted, env } = readInstances(fields, run.argv[0])
  const isPython = basename(run.argv[0]).includes('python')
  const added = { ...(isPython && { PYTHONUNBUFFERED: '1' }), ...env }
  const cwd = textIn(fields, 'cwd')
  return keysAt(place, {
    ...toCommand(run, counted),
    cwd: cwd && textAt(cwd.place, toNear(cwd.text, fields.importing)),
    env: readEnv(fields, added),
    env_file: readEnvFiles(fields),
    start: isManual(fields) ? plainAt(place, 'manual') : undefined,
    ...readChanges(fields),
    ...readRestart(fields),
    stop: readStop(fields),
    group: readGroup(fields),
    replicas,
  })
}

/** The names that environments of an app go by: `production` for `env_production`. */
export function environmentsOf({ mapping }: Fields): readonly string[] {
  return [...mapping.entries.keys()].filter(key => /^env_(?!file$)./.test(key)).map(key => key.slice('env_'.length))
}

function withEnvironments(fields: Fields): typeof appKeys {
  return { ...appKeys, carried: [...appKeys.carried, ...environmentsOf(fields).map(name => `env_${name}`)] }
}

function readEnv(fields: Fields, added: Readonly<Record<string, string>>): Tree | undefined {
  const { place } = fields.mapping
  const port = textIn(fields, 'port')
  const more = Object.entries(added).map(([name, value]) => [name, textAt(place, value)] as const)
  const all = new Map<string, Tree>([
    ...more,
    ...readVariables(fields, 'env'),
    ...(port ? [['PORT', textAt(port.place, port.text)] as const] : []),
  ])
  return all.size > 0 ? mappingAt(place, all) : undefined
}

function readEnvFiles(fields: Fields): Tree | undefined {
  const files = textsIn(fields, 'env_file') ?? []
  return (
    files[0] &&
    listAt(
      files[0].place,
      files.map(({ place, text }) => textAt(place, text)),
    )
  )
}

/** The variables under a key; what is no text in them is JSON, as pm2 hands it on. */
export function readVariables(fields: Fields, key: string): readonly (readonly [string, Tree])[] {
  const value = fieldIn(fields, key)
  if (!value) return []
  if (value.kind !== 'mapping') {
    refuse(fields, { key, value, expected: 'a mapping of names to texts' })
    return []
  }
  const under = { ...fields, mapping: value, path: `${fields.path}${key}.` }
  return Array.from(value.entries).flatMap(([name, entry]) => {
    if (isEnvName(name)) return [[name, toVariable(entry.value, entry.key)] as const]
    noteKey(under, name, `a variable is named by ${envNameRule}`)
    return []
  })
}

function toVariable(value: Tree, place: Place): Tree {
  if (value.kind === 'scalar') return textAt(value.place, value.value === null ? 'null' : value.text)
  return textAt(place, JSON.stringify(toPlain(value)))
}

function readGroup(fields: Fields): Tree | undefined {
  const space = textIn(fields, 'namespace')
  if (!space || space.text === 'default') return undefined
  if (isWorkerName(space.text)) return textAt(space.place, space.text)
  noteKey(fields, 'namespace', `${JSON.stringify(space.text)} cannot be the name of a group`)
  return undefined
}
