import { isWorkerName, numberName } from '../../../core/name.ts'
import { problemAt } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import { describe } from '../../tree/check.ts'
import type { Mapping, Tree } from '../../tree/tree.ts'
import { keysAt, mappingAt, plainAt } from '../document.ts'
import { type Fields, noteKey, noteRest } from '../fields.ts'
import { noteName, toWorkerNames } from '../names.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { environmentsOf, nameOfApp, readVariables, toWorker } from './app.ts'
import { toCanonical } from './keys.ts'
import { readEcosystem } from './read.ts'

/**
 * Translates the apps of pm2's ecosystem file. What an app's `env_production` says is a worker of its own over the app,
 * and `--profile production` starts these, as `--env production` does there.
 */
export async function translatePm2(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const tree = await readEcosystem(source, importing)
  if (!tree) return undefined
  const apps = toApps(tree, importing)
  const workers: (readonly [string, Mapping])[] = []
  for (const app of apps) {
    const worker = await toWorker(app.fields)
    if (worker) workers.push([app.name, worker])
  }
  const more = apps.flatMap(app => toVariants(app, apps))
  return keysAt(tree.place, {
    workers: mappingAt(tree.place, [...workers, ...more.map(({ name, worker }) => [name, worker] as const)]),
    profiles: more.length > 0 ? toProfiles(apps, more, tree) : undefined,
  })
}

type App = { readonly name: string; readonly fields: Fields }

function toApps(tree: Tree, importing: Importing): readonly App[] {
  const found = findApps(tree, importing).flatMap(item => {
    if (item.kind === 'mapping') return [toFields(item, importing)]
    importing.report(() => problemAt(item.place, { message: `an app takes a mapping, found ${describe(item)}` }))
    return []
  })
  const taken = new Set<string>()
  const names = toWorkerNames(found.map(nameOfApp))
  return found.map(fields => {
    const from = nameOfApp(fields)
    const wanted = names.get(from) ?? from
    const name = takeName(wanted, taken)
    const { place } = fields.mapping
    if (name === wanted) noteName(place, { from, to: name }, importing.note)
    else importing.note(place, `is called \`${name}\` here, since there is another \`${wanted}\``, name)
    return { name, fields: { ...fields, worker: name } }
  })
}

function toFields(app: Mapping, importing: Importing): Fields {
  return { mapping: toCanonical(app), path: '', tool: 'pm2', importing }
}

function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = numberName(wanted, number)
  taken.add(name)
  return name
}

// `apps` or `pm2` of the file, one or several; or the file is the apps themselves.
function findApps(tree: Tree, importing: Importing): readonly Tree[] {
  if (tree.kind === 'list') return tree.items
  if (tree.kind === 'scalar') return [tree]
  const under = tree.entries.get('apps') ?? tree.entries.get('pm2')
  if (!under) return [tree]
  const fields: Fields = { mapping: tree, path: '', tool: 'pm2', importing }
  const deploy = 'skep starts nothing on other machines'
  noteRest(fields, { carried: ['apps', 'pm2'], dropped: { deploy } })
  return under.value.kind === 'list' ? under.value.items : [under.value]
}

type Variant = { readonly of: App; readonly environment: string; readonly name: string; readonly worker: Mapping }

function toVariants(app: App, apps: readonly App[]): readonly Variant[] {
  const { place } = app.fields.mapping
  return environmentsOf(app.fields).flatMap(environment => {
    const name = `${app.name}:${environment}`
    if (!isWorkerName(name) || apps.some(other => other.name === name)) {
      noteKey(app.fields, `env_${environment}`, `\`${name}\` cannot be the name of a worker`)
      return []
    }
    const variables = readVariables(app.fields, `env_${environment}`)
    const worker = keysAt(place, {
      extends: plainAt(place, app.name),
      env: variables.length > 0 ? mappingAt(place, variables) : undefined,
      start: plainAt(place, 'manual'),
    })
    return [{ of: app, environment, name, worker }]
  })
}

// With an environment pm2 starts all apps, also those that say nothing about it.
function toProfiles(apps: readonly App[], variants: readonly Variant[], { place }: Tree): Mapping {
  const environments = [...new Set(variants.map(({ environment }) => environment))]
  const members = (environment: string) => {
    return apps.map(app => variants.find(one => one.of === app && one.environment === environment)?.name ?? app.name)
  }
  const profiles = environments.map(environment => {
    return [environment, keysAt(place, { workers: plainAt(place, members(environment)) })] as const
  })
  return mappingAt(place, profiles)
}
