import type { Reading } from '../reading.ts'
import type { Source } from '../text/source.ts'
import type { Mapping } from '../tree/tree.ts'
import { type Note, openNoteBook, type TakeNote } from './note.ts'

/** What a `skep.yaml` would say; its places are those of the foreign file, so that a problem in it points there. */
export type SkepDocument = Mapping

/** A foreign file as a `skep.yaml`, and what in it is different or missing. Nothing is lost without a note. */
export type Translation = { readonly document: SkepDocument; readonly notes: readonly Note[] }

/** What travels through a translation: problems go to `report`, what does not carry over to `note`. */
export type Importing = Reading & { readonly note: TakeNote }

/** Translates a file; undefined when it is so broken that there is nothing to translate, which was reported. */
export type Translate = (source: Source, importing: Importing) => Promise<SkepDocument | undefined>

/** A tool whose files are accepted as they are. */
export type Importer = {
  /** As people call it. */
  readonly tool: string
  /** The names that its files have by default, the one that counts first. */
  readonly names: readonly string[]
  /** Which names of files it is known by. */
  readonly pattern: RegExp
  /** The key of the whole file that tells a file of another name. */
  readonly key?: string
  /** Projects that use something else have such a file too: it counts only where there is no other. */
  readonly isEverywhere?: true
  readonly load: () => Promise<Translate>
}

/** Translates one file. */
export async function translate(
  source: Source,
  importer: Importer,
  reading: Reading,
): Promise<Translation | undefined> {
  const { note, notes } = openNoteBook()
  const work = await importer.load()
  const document = await work(source, { ...reading, note })
  return document && { document, notes: notes.toSorted(byPlace) }
}

function byPlace(one: Note, other: Note): number {
  if (one.file !== other.file) return 0
  return one.line - other.line || one.column - other.column
}
