import { basename, dirname } from 'node:path'
import { type Environment, toInherited } from '../environment.ts'
import { type Reading, readFile } from '../reading.ts'
import { readLayered } from '../sources/skep-file.ts'
import { inOrder, openNotes, type Problem, problemOf } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { valueAt } from '../tree/tree.ts'
import { importerOf, importers } from './importers.ts'
import type { Note } from './note.ts'
import { renderDocument } from './render-document.ts'
import { type SkepDocument, translate } from './translation.ts'

export type ImportRequest = {
  /** Absolute. */
  readonly file: string
  /** Its path as a person wrote it. */
  readonly shown: string
  readonly env: Environment
  readonly home: string
}

export type Imported =
  | {
      readonly ok: true
      readonly tool: string
      /** What is to stand in the `skep.yaml`. */
      readonly text: string
      readonly workers: readonly string[]
      readonly notes: readonly Note[]
      /** What `skep check` will find wrong in it, such as a folder that is missing, each at its place in the foreign file. */
      readonly complaints: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Makes the text of a `skep.yaml` of another tool's file; writes nothing. */
export async function importFile({ file, shown, env, home }: ImportRequest): Promise<Imported> {
  const { report, problems } = openNotes()
  const reading: Reading = { folder: dirname(file), home, inherited: toInherited(env), files: [], report }
  const source = await readFile(file, shown, reading)
  if ('errno' in source) return { ok: false, problems: [problemOf(file, source.words)] }
  const importer = importerOf(source)
  if (!importer) return { ok: false, problems: [refuseUnknown(file)] }
  const translation = await translate(source, importer, reading)
  if (!translation || problems.length > 0) return { ok: false, problems: inOrder(problems, reading.files) }
  const { document, notes } = translation
  return {
    ...{ ok: true, tool: importer.tool, notes },
    text: renderDocument(translation, file),
    workers: namesIn(document),
    complaints: await complain(document, source, reading),
  }
}

function refuseUnknown(file: string): Problem {
  const tools = importers.map(({ tool }) => tool).join(', ')
  const message = `it is not known which tool's file \`${basename(file)}\` is`
  return problemOf(file, { message, hint: `skep imports files of ${tools}; their names or first keys tell` })
}

function namesIn(document: SkepDocument): readonly string[] {
  const workers = valueAt(document, 'workers')
  return workers?.kind === 'mapping' ? [...workers.entries.keys()] : []
}

async function complain(document: SkepDocument, source: Source, reading: Reading): Promise<readonly Problem[]> {
  const { report, problems } = openNotes()
  await readLayered({ file: document, isWhole: true, source }, { ...reading, report })
  return inOrder(problems, reading.files)
}
