import { isWorkerName, workerNameRule } from '../../core/name.ts'
import { nearest } from '../../core/nearest.ts'
import type { Profiles } from '../project.ts'
import type { Reading } from '../reading.ts'
import { listOf, mapping, type Shape, table, text } from '../shape.ts'
import { problemAt, problemOf } from '../text/problem.ts'
import type { Place, Source } from '../text/source.ts'
import { isText, type Tree, valueAt } from '../tree/tree.ts'
import type { Family } from '../worker/needed.ts'

const expected = 'a mapping of names to `{ workers: […] }`'
const names = { allow: isWorkerName, rule: workerNameRule }
const workers = listOf(text('the name of a worker'), 'a list of workers')

export type ProfilesValue = Readonly<Record<string, { readonly workers?: readonly string[] | undefined }>>

/** What stands under `profiles`: the workers that a profile wants, by its name. */
export const profilesShape: Shape<ProfilesValue> = table(names, mapping({ workers }, ['workers']), expected)

/** The profiles that a file names. */
export function toProfiles(value: ProfilesValue = {}): Profiles {
  return Object.fromEntries(Object.entries(value).map(([name, profile]) => [name, { workers: profile.workers ?? [] }]))
}

/** Reports the workers of profiles that are nobody. */
export function reportStrangers(
  tree: Tree | undefined,
  families: readonly Family[],
  { report }: Pick<Reading, 'report'>,
): void {
  const known = new Set(families.flatMap(({ name, reads }) => [name, ...reads.map(read => read.name)]))
  for (const { name, place } of tree ? membersIn(tree) : []) {
    if (known.has(name)) continue
    const near = nearest(name, known)
    const hint = near ? { hint: `did you mean \`${near}\`?` } : {}
    report(() => problemAt(place, { message: `there is no worker ${JSON.stringify(name)} for a profile`, ...hint }))
  }
}

function* membersIn(tree: Tree): Iterable<{ readonly name: string; readonly place: Place }> {
  if (tree.kind !== 'mapping') return
  for (const { value: profile } of tree.entries.values()) {
    const members = profile.kind === 'mapping' ? valueAt(profile, 'workers') : undefined
    if (members?.kind !== 'list') continue
    for (const item of members.items) if (isText(item) && !item.broken) yield { name: item.text, place: item.place }
  }
}

/** The workers of the profile that was asked for; undefined when none was, or when it is not there, which is reported. */
export function chooseProfile(
  tree: Tree | undefined,
  profiles: Profiles,
  { source, reading }: { readonly source: Source; readonly reading: Reading },
): readonly string[] | undefined {
  const { profile: name, report } = reading
  if (name === undefined) return undefined
  if (Object.hasOwn(profiles, name)) return profiles[name]?.workers
  const written = tree?.kind === 'mapping' ? [...tree.entries.keys()] : []
  // When it is there it is wrong, which was reported.
  if (!written.includes(name)) report(() => refuseProfile(name, written, source.file))
  return undefined
}

/** The problem that a file has no profile of a name. */
export function refuseProfile(name: string, known: readonly string[], file: string): ReturnType<typeof problemOf> {
  const near = nearest(name, known)
  const list = known.length > 0 ? `there are ${known.slice(0, 20).join(', ')}` : 'the file has no `profiles`'
  const message = `there is no profile ${JSON.stringify(name)}`
  return problemOf(file, { message, hint: near ? `did you mean \`${near}\`?` : list })
}
