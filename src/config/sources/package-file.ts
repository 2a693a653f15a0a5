import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { toRunEnvironment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { problemAt, problemOf, type Report, type Words } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { describe } from '../tree/check.ts'
import { type Entry, isBroken, isText, type Mapping, textAt, valueAt } from '../tree/tree.ts'
import { toSpec } from '../worker/worker-spec.ts'
import { parseYaml } from '../yaml.ts'
import type { Draft } from './draft.ts'
import { findPackageManager, type PackageManager } from './package-manager.ts'

/**
 * Reads the scripts of a `package.json`: each is a worker that the package manager in use runs. None starts by itself,
 * since among them are builds, tests and releases: `skep up -f package.json dev` names the ones to start.
 */
export async function readPackageFile(source: Source, reading: Reading): Promise<Draft> {
  const { folder, report } = reading
  const { tree: file, isWhole } = parseYaml(source, report)
  const scripts = file?.kind === 'mapping' ? valueAt(file, 'scripts') : undefined
  if (file?.kind !== 'mapping' || scripts?.kind !== 'mapping' || scripts.entries.size === 0) {
    const words = { message: 'this file has no `scripts`', hint: 'name a file that has some' }
    if (isWhole) report(() => problemOf(source.file, words))
    return { name: undefined, workers: [] }
  }
  const manager = await findPackageManager(folder, textAt(file, 'packageManager')?.text)
  const workers = toNames(scripts, report).map(name => toWorker(name, manager, reading))
  return { name: textAt(file, 'name')?.text, workers }
}

function toNames(scripts: Mapping, report: Report): readonly string[] {
  return Array.from(scripts.entries).flatMap(([name, entry]) => {
    // When a name begins like a comment it is one, by custom: JSON has no other.
    if (name.startsWith('//')) return []
    const words = refuseScript(name, entry)
    if (words) report(() => problemAt(entry.key, words))
    return words ? [] : [name]
  })
}

function refuseScript(name: string, { value }: Entry): Words | undefined {
  if (!isWorkerName(name))
    return { message: `${JSON.stringify(name)} cannot be a name`, hint: `a name is ${workerNameRule}` }
  return isText(value) || isBroken(value)
    ? undefined
    : { message: `the script \`${name}\` takes a text, found ${describe(value)}` }
}

function toWorker(name: string, manager: PackageManager, { folder, inherited }: Reading): WorkerSpec {
  const env = toRunEnvironment({ inherited, declared: {}, tty: false })
  const command = { kind: 'argv', argv: [manager, 'run', name] } as const
  return toSpec({ name, command, cwd: folder, env, declaredEnv: {} }, { start: 'manual' })
}
