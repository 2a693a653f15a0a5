import { Fault } from '../../core/fault.ts'
import { nearest } from '../../core/nearest.ts'
import { isSame } from '../../core/same.ts'
import { findFile } from '../find.ts'
import { type LoadRequest, loadProject } from '../load.ts'
import type { Problem } from '../text/problem.ts'
import { type Source, toSource } from '../text/source.ts'
import { type Change, changeText } from './change.ts'
import { namesIn } from './names.ts'
import { readWhole } from './read.ts'
import { replaceFile } from './write.ts'

export type EditRequest = Pick<LoadRequest, 'folder' | 'env' | 'home'> & {
  /** The worker, by the name that the file has for it. */
  readonly name: string
  /** What of it is to be otherwise, from its own keys on. */
  readonly changes: readonly Change[]
}

export type Edited =
  | { readonly ok: true; readonly file: string; readonly changed: boolean }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Changes keys of a worker in the project's file; the rest of it stays as it stands. What is wrong then is not written. */
export async function editWorker(request: EditRequest): Promise<Edited> {
  const { folder, name, env, home } = request
  const file = await findFile(folder)
  if (file === undefined) throw noFile(name)
  const before = await readWhole(file)
  requireNamed(toSource(file, before.text), name)
  const text = request.changes.reduce((now, change) => changeOne(toSource(file, now), name, change), before.text)
  const loaded = await loadProject({ file, folder, env, home, text })
  if (!loaded.ok) return loaded
  const changed = text !== before.text
  if (changed) await replaceFile(file, before.mark + text, async () => isSame(await readWhole(file), before))
  return { ok: true, file, changed }
}

function noFile(name: string): Fault {
  const hint = `write it into one first: skep save ${name}`
  return new Fault({ code: 'not-found', message: 'there is no skep.yaml in this project to change', hint })
}

function requireNamed(source: Source, name: string): void {
  const names = namesIn(source)
  if (names.includes(name)) return
  const near = nearest(name, names)
  const hint = near ? `did you mean ${near}?` : `it has: ${names.join(', ')}`
  throw new Fault({ code: 'not-found', message: `there is no worker ${name} in ${source.file}`, hint })
}

function changeOne(source: Source, name: string, { path, value }: Change): string {
  const text = changeText(source, { path: ['workers', name, ...path], value })
  if (text !== undefined) return text
  const message = `\`${path.join('.')}\` of ${name} cannot be changed without a change to the rest of ${source.file}`
  throw new Fault({
    code: 'refused',
    message,
    hint: 'it is not there, or stands in an anchor or in another file: change it by hand',
  })
}
