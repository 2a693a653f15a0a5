import type { WorkerSpec } from '../../core/spec.ts'
import type { Profiles } from '../project.ts'
import type { Reading } from '../reading.ts'
import type { Source } from '../text/source.ts'
import { check } from '../tree/check.ts'
import { type Tree, valueAt } from '../tree/tree.ts'
import { fillRest, openLevel, outermost } from '../variables/level.ts'
import { reportClaims } from '../worker/claims.ts'
import { type Family, linkNeeds } from '../worker/needed.ts'
import { applyProfile } from '../worker/profile.ts'
import { readWorkers } from '../worker/workers.ts'
import type { Draft } from './draft.ts'
import { type Layers, readLayers } from './layers.ts'
import { chooseProfile, reportStrangers, toProfiles } from './profiles.ts'
import { ownShape } from './skep-shape.ts'

/** Reads a `skep.yaml`, `skep.yml` or `skep.json`. */
export async function readSkepFile(source: Source, reading: Reading): Promise<Draft> {
  return readSkepFiles([source], reading)
}

/** Reads several of them as one: the keys of a later one count over those of the files before it. */
export async function readSkepFiles(sources: readonly Source[], reading: Reading): Promise<Draft> {
  const layers = await readLayers(sources, reading)
  return layers ? readLayered(layers, reading) : { name: undefined, workers: [] }
}

/** What a file says, or several together, when all of it is one mapping. */
export async function readLayered({ file, isWhole, source }: Layers, reading: Reading): Promise<Draft> {
  const { report } = reading
  const level = await openLevel(file, outermost(reading.inherited), reading)
  const own = fillRest(file, ['env', 'env_file', 'workers'], { find: level.scope.find, report })
  const { name, profiles: written } = check(ownShape, own, report)
  const workers = valueAt(file, 'workers')
  const families = workers?.kind === 'mapping' ? await readWorkers(workers, level, reading) : []
  const profiles = toProfiles(written)
  const specs = toWanted(families, {
    tree: valueAt(own, 'profiles'),
    profiles,
    source,
    reading,
    isWhole,
  })
  return { name, workers: specs, profiles }
}

type Asked = {
  readonly tree: Tree | undefined
  readonly profiles: Profiles
  readonly source: Source
  readonly reading: Reading
  /** When false, a fault hides some of the file: who is missing may stand there. */
  readonly isWhole: boolean
}

// What workers have to do with each other.
function toWanted(families: readonly Family[], asked: Asked): readonly WorkerSpec[] {
  const { report } = asked.reading
  const linked = linkNeeds(families, asked.isWhole, report)
  if (asked.isWhole) reportStrangers(asked.tree, families, asked.reading)
  const chosen = chooseProfile(asked.tree, asked.profiles, asked)
  const specs = chosen ? applyProfile(linked, families, chosen) : linked
  const reads = families.flatMap(family => family.reads)
  reportClaims(reads, specs, report)
  return specs
}
