import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Profiles } from '../project.ts'
import type { Reading } from '../reading.ts'
import { anything, described, later, mapping, parsed, type Shape, table } from '../shape.ts'
import { problemAt, problemOf, type Report } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { check, describe } from '../tree/check.ts'
import { isBroken, type Mapping, type Tree, valueAt } from '../tree/tree.ts'
import { envFilesShape } from '../variables/env-files.ts'
import { fillRest, openLevel, outermost } from '../variables/level.ts'
import { envShape } from '../worker/keys/env.ts'
import { laterProjectKeys } from '../worker/later.ts'
import { type Family, linkNeeds } from '../worker/needed.ts'
import { applyProfile } from '../worker/profile.ts'
import { workerShape } from '../worker/worker-keys.ts'
import { readWorkers } from '../worker/workers.ts'
import { parseYaml } from '../yaml.ts'
import type { Draft } from './draft.ts'
import { chooseProfile, type ProfilesValue, profilesShape, reportStrangers, toProfiles } from './profiles.ts'

const names = { allow: isWorkerName, rule: workerNameRule }
const workersExpected = 'a mapping of names to workers'

const longestName = 100
const projectName = parsed(`a text of at most ${longestName} characters on one line`, text => {
  const isGood = text.trim() !== '' && text.length <= longestName && !/[\u0000-\u001f\u007f]/.test(text)
  return isGood ? { ok: true, value: text } : { ok: false }
})

const groupsExpected = 'a mapping of names to what is said of the group'
const noSlots = 'workers of a group run side by side and take no slots'

const projectKeys = {
  name: described("The project's name; the folder's when there is none.", projectName),
  env: described('Variables for all workers.', envShape),
  env_file: described('Files of `NAME=value` lines for all workers.', envFilesShape),
  profiles: described('The workers that are started together, by the name of the profile.', profilesShape),
  groups: described(
    'What is said of groups of workers.',
    table(names, mapping({ slots: later(noSlots) }), groupsExpected),
  ),
  ...laterProjectKeys,
}

/** What a whole `skep.yaml` must look like. */
export const skepShape: Shape<unknown> = mapping({
  ...projectKeys,
  workers: described('The workers, by name.', table(names, workerShape, workersExpected)),
})

type OwnValues = {
  readonly name?: string | undefined
  readonly profiles?: ProfilesValue | undefined
  readonly groups?: Readonly<Record<string, object>> | undefined
}

// When a file is read, each worker is held against its shape by itself, after what it extends and names was filled in.
const ownShape: Shape<OwnValues> = mapping({
  ...projectKeys,
  workers: table(names, anything, workersExpected),
})

/** Reads a `skep.yaml`, `skep.yml` or `skep.json`. */
export async function readSkepFile(source: Source, reading: Reading): Promise<Draft> {
  const { report } = reading
  const file = toFile(source, report)
  if (!file) return { name: undefined, workers: [] }
  const level = await openLevel(file, outermost(reading.inherited), reading)
  const own = fillRest(file, ['env', 'env_file', 'workers'], { find: level.scope.find, report })
  const { name, groups = {}, ...values } = check(ownShape, own, report)
  const workers = valueAt(file, 'workers')
  const families = workers?.kind === 'mapping' ? await readWorkers(workers, level, reading) : []
  const profiles = toProfiles(values.profiles)
  const specs = toWanted(families, { tree: valueAt(own, 'profiles'), profiles, source, reading })
  const emptied = Object.fromEntries(Object.keys(groups).map(group => [group, {}]))
  return { name, workers: specs, profiles, groups: emptied }
}

type Asked = {
  readonly tree: Tree | undefined
  readonly profiles: Profiles
  readonly source: Source
  readonly reading: Reading
}

// What workers have to do with each other.
function toWanted(families: readonly Family[], asked: Asked): readonly WorkerSpec[] {
  const { report } = asked.reading
  const linked = linkNeeds(families, report)
  reportStrangers(asked.tree, families, asked.reading)
  const chosen = chooseProfile(asked.tree, asked.profiles, asked)
  return chosen ? applyProfile(linked, families, chosen) : linked
}

function toFile(source: Source, report: Report): Mapping | undefined {
  const { tree, isWhole } = parseYaml(source, report)
  if (tree?.kind === 'mapping') {
    const words = { message: 'this file has no `workers`', hint: howToBegin }
    if (isWhole && !tree.entries.has('workers')) report(() => problemOf(source.file, words))
    return withoutOwn(tree)
  }
  if (!tree && isWhole) report(() => problemOf(source.file, { message: 'this file is empty', hint: howToBegin }))
  if (tree && !isBroken(tree)) {
    const message = `a project is a mapping with the key \`workers\`, found ${describe(tree)}`
    report(() => problemAt(tree.place, { message, hint: howToBegin }))
  }
  return undefined
}

/** The shortest file that does something. */
export const howToBegin: string = 'begin with: workers: { api: { command: node server.js } }'

// What stands under a key with `x-` is the person's own: a place for anchors.
function withoutOwn(file: Mapping): Mapping {
  return { ...file, entries: new Map(Array.from(file.entries).filter(([name]) => !name.startsWith('x-'))) }
}
