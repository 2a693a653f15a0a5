import { problemAt, problemOf } from '../../text/problem.ts'
import type { Place, Source } from '../../text/source.ts'
import { describe } from '../../tree/check.ts'
import { isText, type Mapping, type Scalar, textAt as textUnder, valueAt } from '../../tree/tree.ts'
import { parseYaml } from '../../yaml.ts'
import { keysAt, mappingAt, plainAt, templateAt, textAt } from '../document.ts'
import { noteName, toWorkerNames } from '../names.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { takeApart } from './apart.ts'
import { type Group, toGroups } from './groups.ts'
import { findPackageManager, type PackageManager } from './manager.ts'
import type { Script } from './script.ts'

/**
 * Translates the scripts of a `package.json`: each is a worker that the package manager in use runs. None starts by
 * itself, since among them are builds, tests and releases: `skep up -f package.json dev` names the ones to start. A
 * script that only runs others beside each other is a group and a profile of its name.
 */
export async function translatePackage(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const { folder, report } = importing
  const { tree: file, isWhole } = parseYaml(source, report)
  const scripts = file?.kind === 'mapping' ? valueAt(file, 'scripts') : undefined
  if (file?.kind !== 'mapping' || scripts?.kind !== 'mapping' || scripts.entries.size === 0) {
    const words = { message: 'this file has no `scripts`', hint: 'name a file that has some' }
    if (isWhole) report(() => problemOf(source.file, words))
    return undefined
  }
  const manager = await findPackageManager(folder, textUnder(file, 'packageManager')?.text)
  const lines = toScripts(scripts, importing)
  const groups = toGroups(lines, takeApart(lines))
  const name = toName(textUnder(file, 'name'), importing)
  return keysAt(file.place, {
    name: name && textAt(name.place, name.text),
    workers: mappingAt(scripts.place, toWorkers({ lines, groups, manager }, importing)),
    profiles: groups.length > 0 ? mappingAt(scripts.place, groups.map(toProfile)) : undefined,
  })
}

const longestName = 100

function toName(name: Scalar | undefined, { note }: Importing): Scalar | undefined {
  if (!name || (name.text.trim() !== '' && name.text.length <= longestName && !/[\u0000-\u001f\u007f]/.test(name.text)))
    return name
  note(name.place, '`name` is not carried over: it cannot be the name of a project')
  return undefined
}

function toScripts({ entries }: Mapping, importing: Importing): readonly Script[] {
  // When a name begins like a comment it is one, by custom: JSON has no other.
  const keys = [...entries.keys()].filter(key => !key.startsWith('//'))
  const names = toWorkerNames(keys)
  return keys.flatMap(key => {
    const entry = entries.get(key)
    const name = names.get(key)
    if (!entry || name === undefined) return []
    const { value } = entry
    if (isText(value)) {
      noteName(entry.key, { from: key, to: name }, importing.note)
      return [{ key, name, line: value.text, place: entry.key }]
    }
    const message = `the script \`${key}\` takes a text, found ${describe(value)}`
    if (value.kind !== 'scalar' || !value.broken) importing.report(() => problemAt(entry.key, { message }))
    return []
  })
}

type Found = {
  readonly lines: readonly Script[]
  readonly groups: readonly Group[]
  readonly manager: PackageManager
}

function* toWorkers({ lines, groups, manager }: Found, { note }: Importing): Iterable<readonly [string, Mapping]> {
  for (const { key, name, place } of lines) {
    const group = groups.find(one => one.script.key === key)
    if (!group) {
      const of = groups.find(({ members }) => members.includes(name))
      yield [name, keysAt(place, { ...toRun(place, [manager, 'run', key]), ...(of && toShared(of)) })]
      continue
    }
    note(place, `\`${name}\` is a group and a profile here, with ${group.members.join(', ')}: \`skep up @${name}\``)
    for (const what of group.unsaid) note(place, `${what} of \`${name}\` is not carried over`)
    for (const part of group.lines) {
      note(
        place,
        'runs with node_modules/.bin in its PATH, without the variables that the package manager sets',
        part.name,
      )
      yield [part.name, keysAt(place, { ...toLine(place, part.line), ...toShared(group) })]
    }
  }
}

function toRun(place: Place, words: readonly string[]) {
  return { command: plainAt(place, words), start: plainAt(place, 'manual') }
}

// As a package manager does it, so that a line finds the programs of the packages.
const path = `./node_modules/.bin:\${PATH:-/usr/bin:/bin}`

function toLine(place: Place, line: string) {
  return {
    command: textAt(place, line),
    shell: plainAt(place, true),
    env: mappingAt(place, [['PATH', templateAt(place, path)]]),
    start: plainAt(place, 'manual'),
  }
}

function toShared({ script: { name, place }, exitOn, restart }: Group) {
  return {
    group: plainAt(place, name),
    exit_on: exitOn && plainAt(place, exitOn),
    restart: restart && plainAt(place, restart),
  }
}

function toProfile({ script: { name, place }, members }: Group): readonly [string, Mapping] {
  return [name, keysAt(place, { workers: plainAt(place, members) })]
}
