import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Environment, toInherited } from './environment.ts'
import { findFile } from './find.ts'
import { nameOf, nothingMore, type Project } from './project.ts'
import { type Reading, readFile } from './reading.ts'
import type { Draft } from './sources/draft.ts'
import { readPackageFile } from './sources/package-file.ts'
import { readProcfile } from './sources/procfile.ts'
import { refuseProfile } from './sources/profiles.ts'
import { howToBegin, readSkepFile } from './sources/skep-file.ts'
import { inOrder, openNotes, type Problem, problemOf } from './text/problem.ts'
import type { Source } from './text/source.ts'

export type Loaded =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type LoadRequest = {
  /** The file to read, from `folder` on; the folder's own `skep.yaml` when it is absent. */
  readonly file?: string | undefined
  readonly folder: string
  /** Only the workers of this profile, and what they need, are to start with the project. */
  readonly profile?: string | undefined
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
  const { home, env, profile } = request
  const reading: Reading = { folder, home, inherited: toInherited(env), profile, files: [], report }
  const draft = await readDraft(file, request.file ?? basename(file), reading)
  const { files } = reading
  if (!draft || problems.length > 0) return { ok: false, problems: inOrder(problems, files) }
  return { ok: true, project: { ...nothingMore, ...draft, name: draft.name ?? nameOf(folder), folder, file, files } }
}

async function readDraft(file: string, shown: string, reading: Reading): Promise<Draft | undefined> {
  const foreign = foreignFiles.find(([pattern]) => pattern.test(basename(file)))
  if (foreign) {
    const message = `files of ${foreign[1]} cannot be read in this version`
    reading.report(() => problemOf(file, { message, hint: 'name a skep.yaml, a Procfile or a package.json' }))
    return undefined
  }
  const source = await readFile(file, shown, reading)
  const reader = readerOf(file)
  const { profile } = reading
  if (profile !== undefined && reader !== readSkepFile) reading.report(() => refuseProfile(profile, [], file))
  if (!('errno' in source)) return reader(source, reading)
  reading.report(() => problemOf(file, source.words))
  return undefined
}

// Of the tools whose files a later version reads.
const foreignFiles: readonly (readonly [RegExp, string])[] = [
  [/^mprocs\.(ya?ml|json|lua)$/, 'mprocs'],
  [/^process-compose(\.[\w-]+)?\.ya?ml$/, 'process-compose'],
  [/^ecosystem\.config\.(c?js|mjs|json|ya?ml)$/, 'pm2'],
  [/^(docker-)?compose(\.[\w-]+)?\.ya?ml$/, 'Docker Compose'],
]

type Reader = (source: Source, reading: Reading) => Promise<Draft>

function readerOf(file: string): Reader {
  const name = basename(file)
  if (/^Procfile(\.|$)|\.procfile$/i.test(name)) return readProcfile
  return name === 'package.json' ? readPackageFile : readSkepFile
}

async function refuseFolder(folder: string): Promise<Problem> {
  const names = await readdir(folder).catch((): string[] => [])
  const other = ['Procfile', 'package.json'].find(name => names.includes(name))
  const hint = other ? `write one, or read what is here: -f ${other}` : `write one; ${howToBegin}`
  return problemOf(join(folder, 'skep.yaml'), { message: 'there is no skep.yaml in this folder', hint })
}
