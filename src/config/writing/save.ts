import { join } from 'node:path'
import { differencesOf, isWrittenAlike } from '../../core/difference.ts'
import { Fault } from '../../core/fault.ts'
import { isSame } from '../../core/same.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { findFile } from '../find.ts'
import { type Loaded, type LoadRequest, loadProject } from '../load.ts'
import type { Project } from '../project.ts'
import type { Problem } from '../text/problem.ts'
import { type Source, toSource } from '../text/source.ts'
import { parseYaml, renderValue } from '../yaml.ts'
import { insertEntry, type Spot } from './insert.ts'
import { readWhole } from './read.ts'
import type { Written } from './texts.ts'
import { createFile, replaceFile } from './write.ts'
import { toSavable, toWritten } from './written.ts'

export type SaveRequest = Pick<LoadRequest, 'folder' | 'env' | 'home'> & { readonly spec: WorkerSpec }

export type Saved =
  | { readonly ok: true; readonly file: string; readonly isNew: boolean; readonly spec: WorkerSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Writes a worker into the project's own file, which is made where there is none. Everything else in it stays as it stands,
 * to the letter; what is written was read again first, and says what is meant.
 */
export async function saveWorker(request: SaveRequest): Promise<Saved> {
  const file = await findFile(request.folder)
  const meant = { ...request, spec: toSavable(request.spec) }
  return file === undefined ? saveFirst(meant) : saveInto(file, meant)
}

async function saveFirst(request: SaveRequest): Promise<Saved> {
  const { folder, spec } = request
  const file = join(folder, 'skep.yaml')
  const text = renderValue({ workers: toEntry(spec, folder) }, 'block')
  const loaded = await load(file, text, request)
  if (!loaded.ok) return loaded
  const saved = findSaved(loaded.project, { before: undefined, spec })
  if (!saved) throw cannotSay(file, request)
  await createFile(file, text)
  return { ok: true, file, isNew: true, spec: saved }
}

async function saveInto(file: string, request: SaveRequest): Promise<Saved> {
  const { spec } = request
  const { mark, text } = await readWhole(file)
  const before = await load(file, text, request)
  if (!before.ok) return before
  for (const next of toTexts(toSource(file, text), request)) {
    const after = await load(file, next, request)
    const saved = after.ok && findSaved(after.project, { before: before.project, spec })
    if (!saved) continue
    await replaceFile(file, mark + next, async () => isSame(await readWhole(file), { mark, text }))
    return { ok: true, file, isNew: false, spec: saved }
  }
  throw cannotSay(file, request)
}

function load(file: string, text: string, { folder, env, home }: SaveRequest): Promise<Loaded> {
  return loadProject({ file, folder, env, home, text })
}

function toEntry(spec: WorkerSpec, folder: string): Written {
  return { [spec.name]: toWritten(spec, folder) }
}

function toTexts(source: Source, { folder, spec }: SaveRequest): readonly string[] {
  const { tree } = parseYaml(source, () => undefined)
  if (tree?.kind !== 'mapping') return []
  const entry = toEntry(spec, folder)
  const workers = tree.entries.get('workers')
  if (!workers) return insertEntry(source, { mapping: tree, under: undefined }, { workers: entry })
  if (workers.value.kind !== 'mapping') return []
  if (workers.value.entries.has(spec.name)) throw isThere(source.file, spec)
  const spot: Spot = { mapping: workers.value, under: workers.key.start }
  // What stands for it may be written elsewhere.
  return workers.value.place.start > workers.key.start ? insertEntry(source, spot, entry) : []
}

function isThere(file: string, { name }: WorkerSpec): Fault {
  const hint = 'change it there, then: skep reload'
  return new Fault({ code: 'name-taken', message: `there is a worker named ${name} in ${file} already`, hint })
}

type Meant = { readonly before: Project | undefined; readonly spec: WorkerSpec }

/** The worker as a file says it, when that is what is meant and everything else says what it said. */
function findSaved(after: Project, { before, spec }: Meant): WorkerSpec | undefined {
  const saved = after.workers.find(({ name }) => name === spec.name)
  const others = after.workers.filter(one => one !== saved)
  if (!saved || (before && !isSame({ ...after, workers: others }, before))) return undefined
  const changes = differencesOf(spec, saved, isWrittenAlike)
  // How large a terminal is nobody has in a file; what the file declares for all, it gets too.
  const isMeant = changes.every(({ field }) => field === 'size' || field === 'declaredEnv')
  return isMeant && Object.entries(spec.declaredEnv).every(([name, value]) => saved.declaredEnv[name] === value)
    ? saved
    : undefined
}

function cannotSay(file: string, { spec, folder }: SaveRequest): Fault {
  const message = `${spec.name} cannot be written into ${file} so that it is read as it is meant, and nothing else changes`
  const hint = `write it there by hand:\n${renderValue({ workers: toEntry(spec, folder) }, 'block')}`
  return new Fault({ code: 'refused', message, hint })
}
