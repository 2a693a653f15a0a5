import { basename } from 'node:path'
import type { WorkerSpec } from '../core/spec.ts'
import type { Note } from './importing/note.ts'

/** What a project's file says, ready to run. */
export type Project = {
  readonly name: string
  /** Absolute; what the file names is meant from here. */
  readonly folder: string
  /** The file, absolute; none when the project has no file. */
  readonly file: string | undefined
  /** In the order of the file. */
  readonly workers: readonly WorkerSpec[]
  readonly profiles: Profiles
  /** Every file that was read, absolute, env files too. */
  readonly files: readonly string[]
  /** What of a file of another tool did not come over. */
  readonly notes: readonly Note[]
}

/** Which workers a profile wants, by its name. */
export type Profiles = Readonly<Record<string, { readonly workers: readonly string[] }>>

/** A project without a file: nothing is configured, everything can be added by hand. */
export function emptyProject(folder: string): Project {
  return { name: nameOf(folder), folder, file: undefined, workers: [], files: [], profiles: {}, notes: [] }
}

/** What a project is called whose file does not say it. */
export function nameOf(folder: string): string {
  return basename(folder) || 'root'
}
