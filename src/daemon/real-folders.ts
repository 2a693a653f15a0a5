import { realpath } from 'node:fs/promises'
import type { IsSameFolder } from '../core/difference.ts'

/** Looks up where paths really lead; what cannot be looked up leads where it says. */
export async function lookAtFolders(paths: Iterable<string>): Promise<IsSameFolder> {
  const real = new Map<string, string>()
  for (const path of new Set(paths)) real.set(path, await realpath(path).catch(() => path))
  const lead = (path: string): string => real.get(path) ?? path
  return (one, other) => lead(one) === lead(other)
}
