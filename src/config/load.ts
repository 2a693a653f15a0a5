import { basename, dirname, join, resolve } from 'node:path'
import { type Environment, toInherited } from './environment.ts'
import { findFile } from './find.ts'
import { readForeignFile } from './importing/foreign-file.ts'
import { findForeign, importerOf, importers } from './importing/importers.ts'
import { nameOf, type Project } from './project.ts'
import { type Reading, readFile } from './reading.ts'
import type { Draft } from './sources/draft.ts'
import { howToBegin } from './sources/layers.ts'
import { readSkepFile, readSkepFiles } from './sources/skep-file.ts'
import { inOrder, openNotes, type Problem, problemOf, type Words } from './text/problem.ts'
import type { Source } from './text/source.ts'

export type Loaded =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type LoadRequest = {
  /** The file to read, from `folder` on; the folder's own `skep.yaml` when it is absent. */
  readonly file?: string | undefined
  /** Files whose keys count over those of `file`, from `folder` on, each over those before it. */
  readonly over?: readonly string[] | undefined
  readonly folder: string
  /** Only the workers of this profile, and what they need, are to start with the project. */
  readonly profile?: string | undefined
  /** What `file` would say, to be read instead of what it says. */
  readonly text?: string | undefined
  /** The environment of the client that asks. */
  readonly env: Environment
  readonly home: string
}

/** Reads a project's file. Every problem in it is answered at once, each with its place; nothing is thrown. */
export async function loadProject(request: LoadRequest): Promise<Loaded> {
  const file = request.file === undefined ? await findFile(request.folder) : resolve(request.folder, request.file)
  if (file === undefined) return { ok: false, problems: [await refuseFolder(request.folder)] }
  const folder = dirname(file)
  const { report, problems } = openNotes()
  const { home, env, profile, text } = request
  const draft = text === undefined ? undefined : { file, text }
  const reading: Reading = { folder, home, inherited: toInherited(env), profile, draft, files: [], report }
  const read = await readDraft([{ file, shown: request.file ?? basename(file) }, ...toNamed(request)], reading)
  const { files } = reading
  if (!read || problems.length > 0) return { ok: false, problems: inOrder(problems, files) }
  return {
    ok: true,
    project: { profiles: {}, notes: [], ...read, name: read.name ?? nameOf(folder), folder, file, files },
  }
}

/** A file, and its path as a person wrote it. */
type NamedFile = { readonly file: string; readonly shown: string }

function toNamed({ over = [], folder }: LoadRequest): readonly NamedFile[] {
  return over.map(shown => ({ file: resolve(folder, shown), shown }))
}

async function readDraft(named: readonly NamedFile[], reading: Reading): Promise<Draft | undefined> {
  const sources: Source[] = []
  for (const one of named) {
    const source = await readNamed(one, reading)
    const words = source && refuseKind(source, one.shown, named.length > 1)
    if (words) reading.report(() => problemOf(one.file, words))
    else if (source) sources.push(source)
  }
  const [source, ...over] = sources
  if (!source || sources.length < named.length) return undefined
  const reader = readerOf(source)
  return over.length > 0 ? readSkepFiles(sources, reading) : reader(source, reading)
}

async function readNamed({ file, shown }: NamedFile, reading: Reading): Promise<Source | undefined> {
  const source = await readFile(file, shown, reading)
  if (!('errno' in source)) return source
  reading.report(() => problemOf(file, source.words))
  return undefined
}

function refuseKind(source: Source, shown: string, isOneOfSeveral: boolean): Words | undefined {
  if (basename(source.file) === 'mprocs.lua') {
    const hint = `name one of ${toNamesOfFiles().join(', ')}`
    return { message: 'files of mprocs in Lua cannot be read', hint }
  }
  if (!isOneOfSeveral || readerOf(source) === readSkepFile) return undefined
  return {
    message: `\`${shown}\` cannot be one of several files`,
    hint: 'only files like skep.yaml can be laid over each other',
  }
}

type Reader = (source: Source, reading: Reading) => Promise<Draft>

function readerOf(file: Source): Reader {
  const importer = importerOf(file)
  return importer ? (source, reading) => readForeignFile(source, importer, reading) : readSkepFile
}

function toNamesOfFiles(): readonly string[] {
  return ['skep.yaml', ...importers.flatMap(({ names }) => names.slice(0, 1))]
}

async function refuseFolder(folder: string): Promise<Problem> {
  const [other] = await findForeign(folder)
  const hint = other ? `write one, or read what is here: -f ${other}` : `write one; ${howToBegin}`
  return problemOf(join(folder, 'skep.yaml'), { message: 'there is no skep.yaml in this folder', hint })
}
