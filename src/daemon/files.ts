import { basename, matchesGlob, relative, sep } from 'node:path'
import type { Watch } from '../core/spec.ts'

export type FileWatch = { close(): void }

export type FileOrder = Pick<Watch, 'paths' | 'ignore'> & {
  /** Globs to be ignored are meant from here. */
  readonly folder: string
  readonly changed: (path: string) => void
  readonly failed: (problem: unknown) => void
}

/** Tells every file that is made, changed or removed below the paths from now on. */
export function watchFiles(order: FileOrder): FileWatch {
  const { paths, changed, failed } = order
  let isClosed = false
  let close = (): void => undefined
  // Only here: who watches no files is not to wait for what watches files.
  const begin = async (): Promise<void> => {
    const { watch } = await import('chokidar')
    if (isClosed) return
    const roots = [...new Set(paths.map(rootOf))]
    const ignored = (path: string): boolean => isIgnored(path, order, roots)
    const watcher = watch(roots, { ignoreInitial: true, ignored })
    const tell = (path: string): void => {
      if (paths.some(wanted => isWanted(path, wanted))) changed(path)
    }
    watcher.on('add', tell).on('change', tell).on('unlink', tell).on('error', failed)
    close = () => void watcher.close().catch(failed)
  }
  void begin().catch(failed)
  return {
    close() {
      isClosed = true
      close()
    },
  }
}

/** The folder in which all that a glob means lies; a path that is none is itself. */
function rootOf(path: string): string {
  const parts = path.split(sep)
  const magic = parts.findIndex(isGlob)
  return magic < 0 ? path : parts.slice(0, magic).join(sep) || sep
}

function isGlob(part: string): boolean {
  return /[*?[\]{}]/.test(part)
}

function isWanted(path: string, wanted: string): boolean {
  return !isGlob(wanted) || matchesGlob(path, wanted)
}

/** What tools write into all the time, and nobody edits. */
const neverWatched: ReadonlySet<string> = new Set(['node_modules', '.git'])

function isIgnored(path: string, { folder, ignore }: FileOrder, roots: readonly string[]): boolean {
  if (roots.includes(path)) return false
  const name = basename(path)
  if (neverWatched.has(name)) return true
  const inside = relative(folder, path)
  // A name alone is meant wherever it stands.
  return ignore.some(glob => matchesGlob(glob.includes('/') ? inside : name, withoutSlash(glob)))
}

function withoutSlash(glob: string): string {
  return glob.replace(/^\.\//, '').replace(/\/$/, '')
}
