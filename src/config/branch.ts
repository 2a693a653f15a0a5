import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * The git branch that is checked out around a folder, or the commit where it is none; undefined outside of any repository.
 * Read from the repository's files: to ask git would start a program each time.
 */
export async function readBranch(folder: string): Promise<string | undefined> {
  const head = await readHead(folder)
  if (head !== undefined) return toBranch(head)
  const above = dirname(folder)
  return above === folder ? undefined : readBranch(above)
}

async function readHead(folder: string): Promise<string | undefined> {
  const dotGit = join(folder, '.git')
  // In a worktree or a submodule it is a file that says where the folder is.
  const [, elsewhere] = /^gitdir: *(.+?)\s*$/m.exec((await read(dotGit)) ?? '') ?? []
  return read(join(elsewhere === undefined ? dotGit : resolve(folder, elsewhere), 'HEAD'))
}

/** When refs are kept in a table, the file names a branch that cannot be. */
const noBranch = '.invalid'

function toBranch(head: string): string | undefined {
  const [, name] = /^ref: *refs\/heads\/(\S+)/.exec(head) ?? []
  const branch = name ?? head.trim()
  return branch === '' || branch === noBranch ? undefined : branch
}

// What cannot be read counts as not there: the search goes on above it.
async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
