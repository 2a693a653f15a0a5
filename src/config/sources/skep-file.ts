import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { Reading } from '../reading.ts'
import { anything, described, mapping, parsed, type Shape, table } from '../shape.ts'
import { problemAt, problemOf, type Report } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { check, describe } from '../tree/check.ts'
import { isBroken, type Mapping, valueAt } from '../tree/tree.ts'
import { envFilesShape } from '../variables/env-files.ts'
import { fillRest, openLevel, outermost } from '../variables/level.ts'
import { reportClaims } from '../worker/claims.ts'
import { envShape } from '../worker/keys/env.ts'
import { laterProjectKeys } from '../worker/later.ts'
import { linkNeeds } from '../worker/needed.ts'
import { workerShape } from '../worker/worker-keys.ts'
import { readWorkers } from '../worker/workers.ts'
import { parseYaml } from '../yaml.ts'
import type { Draft } from './draft.ts'

const names = { allow: isWorkerName, rule: workerNameRule }
const workersExpected = 'a mapping of names to workers'

const longestName = 100
const projectName = parsed(`a text of at most ${longestName} characters on one line`, text => {
  const isGood = text.trim() !== '' && text.length <= longestName && !/[\u0000-\u001f\u007f]/.test(text)
  return isGood ? { ok: true, value: text } : { ok: false }
})

const projectKeys = {
  name: described("The project's name; the folder's when there is none.", projectName),
  env: described('Variables for all workers.', envShape),
  env_file: described('Files of `NAME=value` lines for all workers.', envFilesShape),
  ...laterProjectKeys,
}

/** What a whole `skep.yaml` must look like. */
export const skepShape: Shape<unknown> = mapping({
  ...projectKeys,
  workers: described('The workers, by name.', table(names, workerShape, workersExpected)),
})

// When a file is read, each worker is held against its shape by itself, after what it extends and names was filled in.
const ownShape: Shape<{ readonly name?: string | undefined }> = mapping({
  ...projectKeys,
  workers: table(names, anything, workersExpected),
})

/** Reads a `skep.yaml`, `skep.yml` or `skep.json`. */
export async function readSkepFile(source: Source, reading: Reading): Promise<Draft> {
  const file = toFile(source, reading.report)
  if (!file) return { name: undefined, workers: [] }
  const level = await openLevel(file, outermost(reading.inherited), reading)
  const lookups = { find: level.scope.find, report: reading.report }
  const { name } = check(ownShape, fillRest(file, ['env', 'env_file', 'workers'], lookups), reading.report)
  const workers = valueAt(file, 'workers')
  const families = workers?.kind === 'mapping' ? await readWorkers(workers, level, reading) : []
  const specs = linkNeeds(families, reading.report)
  const reads = families.flatMap(family => family.reads)
  reportClaims(reads, specs, reading.report)
  return { name, workers: specs }
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
