import { statSync } from 'node:fs'
import { toPath } from '../../reading.ts'
import type { Place } from '../../text/source.ts'
import { fieldIn, fieldsIn, noteChange, noteKey, textIn } from '../fields.ts'
import { type Texts, toNow } from './interpolate.ts'
import { type Mount, toHere } from './mounts.ts'

/** The folder that a service runs in here, from that of the file on. */
export type Folder = { readonly path: string; readonly place: Place }

/**
 * Finds it by `working_dir` and the mounts; without one it is the first folder that is mounted, else the folder that
 * its image is built from, since that is where its files are.
 */
export function findFolder(texts: Texts, mounts: readonly Mount[]): Folder | undefined {
  const { fields } = texts
  const named = textIn(fields, 'working_dir')
  if (!named) return guessFolder(texts, mounts)
  const path = toNow(named, texts)
  const here = toHere(path, mounts)
  if (here !== undefined) {
    noteChange(fields, 'working_dir', `\`${path}\` is \`${here}\` here, where it was mounted from`)
    return { path: here, place: named.place }
  }
  if (isFolder(path, texts)) return { path, place: named.place }
  noteKey(fields, 'working_dir', `\`${path}\` is in the container, so it runs in the folder of this file`)
  return undefined
}

function guessFolder(texts: Texts, mounts: readonly Mount[]): Folder | undefined {
  const { fields } = texts
  const mounted = mounts.toReversed().find(({ source }) => !source.startsWith('/') && isFolder(source, texts))
  const place = fieldIn(fields, mounted ? 'volumes' : 'build')?.place
  const path = mounted?.source ?? contextOf(texts)
  if (!place || path === undefined || path === '.' || path === './' || !isFolder(path, texts)) return undefined
  noteChange(fields, mounted ? 'volumes' : 'build', `it runs in \`${path}\`, since it says no \`working_dir\``)
  return { path, place }
}

function contextOf(texts: Texts): string | undefined {
  const build = fieldIn(texts.fields, 'build')
  if (build?.kind === 'scalar') return toNow(build, texts)
  const context = build?.kind === 'mapping' ? fieldsIn(texts.fields, 'build') : undefined
  const named = context && textIn(context, 'context')
  return named && toNow(named, texts)
}

function isFolder(path: string, { fields }: Texts): boolean {
  return statSync(toPath(path, fields.importing), { throwIfNoEntry: false })?.isDirectory() ?? false
}
