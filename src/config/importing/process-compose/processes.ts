import { problemAt } from '../../text/problem.ts'
import { describe } from '../../tree/check.ts'
import { type Entry, type Mapping, type Tree, toPlain, valueAt } from '../../tree/tree.ts'
import { mappingAt, plainAt } from '../document.ts'
import { type Fields, fieldsIn, textIn } from '../fields.ts'
import { noteName, toWorkerNames } from '../names.ts'
import type { Others } from './needs.ts'
import { countReplicas, mentions, type Setting, toWorker } from './process.ts'
import { inShell, type Shell } from './shell.ts'
import { type Texts, toText, toVars } from './texts.ts'

export type Common = {
  readonly texts: Texts
  readonly shell: Shell
  /** Whether `.env` is named by each worker, since one of them is not to have it. */
  readonly isEachWithDotEnv: boolean
}

/** A process, and which workers it comes to: one, or one for each replica, counted from 0. */
type Family = {
  readonly name: string
  readonly fields: Fields
  readonly entry: Entry
  readonly workers: readonly string[]
}

/** All processes as workers. */
export function toProcesses(file: Fields, processes: Mapping, common: Common): Mapping {
  const families = refuseMany(toFamilies(file, processes), processes, file)
  const others = toOthers(families, processes)
  const commands = toCommands(file, inShell(common.texts, common.shell))
  const awaited = new Set(families.flatMap(({ fields }) => namesOfAwaited(fields)))
  const workers = families.flatMap(family => {
    const isAwaited = awaited.has(family.name) || family.workers.some(name => awaited.has(name))
    return toWorkers(family, { ...common, others, commands, isAwaited })
  })
  return mappingAt(processes.place, workers)
}

// As many as a file of ours may have.
const mostWorkers = 5_000

function refuseMany(families: readonly Family[], { place }: Mapping, { importing }: Fields): readonly Family[] {
  const count = families.reduce((sum, { workers }) => sum + workers.length, 0)
  if (count <= mostWorkers) return families
  importing.report(() => problemAt(place, { message: `with all replicas these are more than ${mostWorkers} workers` }))
  return []
}

function toFamilies(file: Fields, processes: Mapping): readonly Family[] {
  const sound = Array.from(processes.entries).filter(([, { value }]) => isProcess(value, file))
  const names = toWorkerNames(sound.map(([name]) => name))
  return sound.flatMap(([from, entry]) => {
    const name = names.get(from) ?? from
    noteName(entry.key, { from, to: name }, file.importing.note)
    if (entry.value.kind !== 'mapping') return []
    const fields = { ...file, mapping: entry.value, path: '', worker: name }
    return [{ name: from, fields, entry, workers: toReplicas(name, countReplicas(fields)) }]
  })
}

function isProcess(value: Tree, { importing }: Fields): boolean {
  if (value.kind === 'mapping') return true
  const message = `a process takes a mapping, found ${describe(value)}`
  if (value.kind === 'list' || !value.broken) importing.report(() => problemAt(value.place, { message }))
  return false
}

/** The tool counts from 0, with as many digits as the count has. */
function toReplicas(name: string, count: number): readonly string[] {
  if (count === 1) return [name]
  return Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(String(count).length, '0')}`)
}

function toOthers(families: readonly Family[], processes: Mapping): Others {
  const byName = new Map(families.map(family => [family.name, family]))
  return {
    workersOf: name => byName.get(name)?.workers ?? [name],
    process(name) {
      const own = valueAt(processes, name) ?? families.find(({ workers }) => workers.includes(name))?.fields.mapping
      return own?.kind === 'mapping' ? own : undefined
    },
  }
}

function namesOfAwaited(fields: Fields): readonly string[] {
  const needs = valueAt(fields.mapping, 'depends_on')
  if (needs?.kind !== 'mapping') return []
  return Array.from(needs.entries).flatMap(([name, { value }]) => {
    const condition = value.kind === 'mapping' ? valueAt(value, 'condition') : undefined
    return condition?.kind === 'scalar' && condition.text.startsWith('process_completed') ? [name] : []
  })
}

function toCommands(file: Fields, texts: Texts): ReadonlyMap<string, string> {
  const fields = fieldsIn(file, 'env_cmds')
  const commands = new Map<string, string>()
  for (const [name, { key }] of fields?.mapping.entries ?? []) {
    const line = fields && textIn(fields, name)
    if (!line) continue
    commands.set(name, toText(line, texts).text)
    file.importing.note(
      key,
      `\`env_cmds.${name}\` runs at each start of the workers whose command names it; the others do not get it`,
    )
  }
  return commands
}

type Shared = Omit<Setting, 'given' | 'family'>
type Row = readonly [name: string, worker: Mapping | undefined]

function toWorkers(family: Family, shared: Shared): readonly Row[] {
  const rows = family.workers.map((name, index): Row => [name, toReplica(family, { name, index }, shared)])
  const [first] = rows
  const base = first?.[1]
  return base
    ? rows.map(([name, worker]): Row => [name, worker === base ? base : worker && over(first[0], base, worker)])
    : rows
}

type Replica = { readonly name: string; readonly index: number }

function toReplica(
  { name: written, fields, workers }: Family,
  { name, index }: Replica,
  shared: Shared,
): Mapping | undefined {
  // What is to be said is the same for all of them.
  const note = index === 0 ? fields.importing.note : () => undefined
  const vars = valueAt(fields.mapping, 'vars')
  const texts: Texts = {
    ...shared.texts,
    ...{ note, worker: name },
    vars: { ...shared.texts.vars, ...(vars?.kind === 'mapping' && toVars(vars)), PC_REPLICA_NUM: index },
  }
  const isMany = workers.length > 1
  const given = {
    ...(mentions(fields.mapping, 'PC_PROC_NAME') && { PC_PROC_NAME: written }),
    ...((isMany || mentions(fields.mapping, 'PC_REPLICA_NUM')) && { PC_REPLICA_NUM: String(index) }),
  }
  const own = { ...fields, importing: { ...fields.importing, note }, worker: name }
  return toWorker(own, { ...shared, texts, given, family: isMany ? fields.worker : undefined })
}

/** A replica as what is different in it. */
function over(name: string, base: Mapping, worker: Mapping): Mapping {
  const entries = Array.from(worker.entries).flatMap(([key, entry]): (readonly [string, Entry])[] => {
    const under = valueAt(base, key)
    if (under && isSame(under, entry.value)) return []
    if (key !== 'env' || under?.kind !== 'mapping' || entry.value.kind !== 'mapping') return [[key, entry]]
    const own = Array.from(entry.value.entries).filter(([variable, { value }]) => {
      const same = valueAt(under, variable)
      return !same || !isSame(same, value)
    })
    return [[key, { ...entry, value: { ...entry.value, entries: new Map(own) } }]]
  })
  const inherited = { key: worker.place, value: plainAt(worker.place, name) }
  return { ...worker, entries: new Map([['extends', inherited], ...entries]) }
}

function isSame(one: Tree, other: Tree): boolean {
  return JSON.stringify(toPlain(one)) === JSON.stringify(toPlain(other))
}

/** Whether a process is not to have what `.env` says. */
export function isWithoutDotEnv(process: Tree): boolean {
  const value = process.kind === 'mapping' ? valueAt(process, 'is_dotenv_disabled') : undefined
  return value?.kind === 'scalar' && value.value === true
}
