import { join, resolve } from 'node:path'
import type { Environment } from './environment.ts'
import { readTextFile, toText } from './sources/text-file.ts'
import type { Report, Words } from './text/problem.ts'
import type { Source } from './text/source.ts'

/** What travels through one load: where it happens, what it inherits, and where it notes what it found. */
export type Reading = {
  /** Paths are meant from here: the folder of the project's file. */
  readonly folder: string
  readonly home: string
  readonly inherited: Environment
  /** The profile that is asked for. */
  readonly profile?: string | undefined
  /** What a file would say, to be read instead of what it says. */
  readonly draft?: { readonly file: string; readonly text: string } | undefined
  /** Every file that was read, in order. */
  readonly files: string[]
  readonly report: Report
}

/** The absolute path of what a file of the project names: from the project's folder, `~` from the home folder. */
export function toPath(path: string, { folder, home }: Pick<Reading, 'folder' | 'home'>): string {
  return /^~(\/|$)/.test(path) ? join(home, path.slice(1)) : resolve(folder, path)
}

/** Reads one more file; `shown` is its path as a person wrote it. */
export async function readFile(
  file: string,
  shown: string,
  { files, draft }: Reading,
): Promise<Source | { readonly errno: string; readonly words: Words }> {
  const isDraft = draft?.file === file
  const read = isDraft ? toText(Buffer.from(draft.text), { file, shown }) : await readTextFile(file, shown)
  if (!read.ok) return read
  if (!files.includes(file)) files.push(file)
  return read.source
}
