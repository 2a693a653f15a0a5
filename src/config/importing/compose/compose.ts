import { isWorkerName } from '../../../core/name.ts'
import type { Environment } from '../../environment.ts'
import { readFile, toPath } from '../../reading.ts'
import { problemAt } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import { describe } from '../../tree/check.ts'
import type { Mapping, Tree } from '../../tree/tree.ts'
import { parseDotenv } from '../../variables/dotenv.ts'
import { keysAt, mappingAt, plainAt, templateAt } from '../document.ts'
import { type Fields, fieldsIn, type Keys, noteRest, textIn } from '../fields.ts'
import { noteName, toWorkerNames } from '../names.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { dropClashes } from './claims.ts'
import { toTemplate } from './interpolate.ts'
import { fileKeys } from './keys.ts'
import { extend, readFiles, toServices } from './layers.ts'
import { findTasks, toNeeds } from './needs.ts'
import { openPending } from './pending.ts'
import { type Service, toService } from './service.ts'

/** Translates a Compose file: the services that say what they run, as programs of this machine. */
export async function translateCompose(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const file = await readFiles(source, importing)
  if (!file) return undefined
  noteRest(file, withoutExtensions(file, fileKeys))
  const dotenv = await readDotEnv(importing)
  const variables: Environment = { ...dotenv, ...importing.inherited }
  const { all, services } = await readServices(file, variables, importing)
  const tasks = findTasks(all)
  const carried = new Map(services.map(({ from, service }) => [from, service]))
  const workers = services.map(
    ({ from, service }) => [service.name, toWorker(service, tasks.has(from), carried)] as const,
  )
  const { place } = file.mapping
  const name = textIn(file, 'name')
  return keysAt(place, {
    name: name && templateAt(name.place, toTemplate(name, { fields: file, variables })),
    env_file: isDotEnvUsed(source, dotenv, importing) ? plainAt(place, [{ path: '.env', optional: true }]) : undefined,
    workers: mappingAt(place, workers),
    profiles: toProfiles(
      services.map(({ service }) => service),
      place,
      importing,
    ),
  })
}

/** What begins with `x-` is the file's own. */
function withoutExtensions({ mapping }: Fields, keys: Keys): Keys {
  const own = [...mapping.entries.keys()].filter(key => key.startsWith('x-'))
  return { ...keys, carried: [...keys.carried, ...own] }
}

// What is wrong in it is told when it is read for the workers.
async function readDotEnv(importing: Importing): Promise<Environment> {
  const read = await readFile(toPath('.env', importing), '.env', importing)
  if ('errno' in read) return {}
  return Object.fromEntries(Array.from(parseDotenv(read.text).entries, ([name, { value }]) => [name, value]))
}

function isDotEnvUsed(source: Source, dotenv: Environment, { note }: Importing): boolean {
  const used = [...source.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, name = '']) => Object.hasOwn(dotenv, name))
  const message = 'the variables of .env reach every worker here, and count over those of the shell'
  if (used) note({ source, start: 0, end: 0 }, message)
  return used
}

type Found = { readonly from: string; readonly service: Service }
type Read = { readonly all: readonly Mapping[]; readonly services: readonly Found[] }

async function readServices(file: Fields, variables: Environment, importing: Importing): Promise<Read> {
  const written = fieldsIn(file, 'services')?.mapping
  if (!written) return { all: [], services: [] }
  const raw = toServices(written)
  const names = toWorkerNames(written.entries.keys())
  const all: Mapping[] = []
  const services: Found[] = []
  for (const [from, { key, value }] of written.entries) {
    const name = names.get(from) ?? from
    if (value.kind !== 'mapping') {
      const message = `the service \`${from}\` takes a mapping, found ${describe(value)}`
      if (value.kind !== 'scalar' || !value.broken) importing.report(() => problemAt(key, { message }))
      continue
    }
    const mapping = await extend(value, raw, importing)
    all.push(mapping)
    const pending = openPending(importing)
    const fields = withoutOwn({ mapping, path: '', worker: name, tool: 'Docker Compose', importing: pending.importing })
    const service = toService(name, { fields, variables }, raw.keys())
    if (typeof service === 'string') importing.note(key, `\`${from}\` is not carried over: ${service}`)
    else {
      noteName(key, { from, to: name }, importing.note)
      pending.keep()
      services.push({ from, service })
    }
  }
  const kept = dropClashes(services.map(({ service }) => service))
  return { all, services: services.map((found, index) => ({ ...found, service: kept[index] ?? found.service })) }
}

function withoutOwn(fields: Fields): Fields {
  const entries = Array.from(fields.mapping.entries).filter(([name]) => !name.startsWith('x-'))
  return { ...fields, mapping: { ...fields.mapping, entries: new Map(entries) } }
}

function toWorker({ texts, keys }: Service, isTask: boolean, carried: ReadonlyMap<string, Service>): Mapping {
  const { place } = texts.fields.mapping
  return keysAt(place, {
    ...keys,
    kind: isTask ? plainAt(place, 'task') : undefined,
    needs: toNeeds(texts, carried),
  })
}

// With a profile Compose starts what has none, and what has it.
function toProfiles(services: readonly Service[], place: Tree['place'], { note }: Importing): Tree | undefined {
  const names = [...new Set(services.flatMap(({ profiles }) => profiles))]
  const good = names.filter(isWorkerName)
  for (const name of names) {
    if (!isWorkerName(name)) note(place, `the profile ${JSON.stringify(name)} is not carried over: it cannot be a name`)
  }
  if (good.length === 0) return undefined
  return mappingAt(
    place,
    good.map(profile => {
      const members = services.filter(({ profiles }) => profiles.length === 0 || profiles.includes(profile))
      return [
        profile,
        keysAt(place, {
          workers: plainAt(
            place,
            members.map(({ name }) => name),
          ),
        }),
      ] as const
    }),
  )
}
