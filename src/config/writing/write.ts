import { randomUUID } from 'node:crypto'
import { link, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '../../core/fault.ts'
import { toErrno } from '../sources/errno.ts'

/** Puts a text in the place of what a file says, whole or not at all. Its mode stays, and a link to it leads to it still. */
export async function replaceFile(file: string, text: string, isUnchanged: () => Promise<boolean>): Promise<void> {
  const target = await attempt(file, realpath(file))
  const { mode } = await attempt(file, stat(target))
  await withDraft(target, { text, mode: mode & 0o7777 }, async draft => {
    if (!(await isUnchanged())) throw changedMeanwhile(file)
    await attempt(file, rename(draft, target))
  })
}

/** Writes a file that is not there yet; one that has come meanwhile stays as it is. */
export async function createFile(file: string, text: string): Promise<void> {
  await withDraft(file, { text, mode: undefined }, draft => attempt(file, link(draft, file)))
}

function changedMeanwhile(file: string): Fault {
  const message = `${file} has changed meanwhile, and was left as it is`
  return new Fault({ code: 'refused', message, hint: 'look at it, and ask again' })
}

type Draft = { readonly text: string; readonly mode: number | undefined }

/** Writes beside the file first: what takes its place is on the disk then. */
async function withDraft(file: string, { text, mode }: Draft, use: (draft: string) => Promise<void>): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    const handle = await attempt(file, open(draft, 'wx'))
    try {
      await handle.writeFile(text)
      if (mode !== undefined) await handle.chmod(mode)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await use(draft)
  } finally {
    await rm(draft, { force: true })
  }
}

/** What the disk refuses is said with the file that is meant. */
async function attempt<Value>(file: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (problem) {
    const errno = toErrno(problem)
    if (errno === undefined) throw problem
    const why = reasons[errno] ?? errno
    throw new Fault({ code: 'refused', message: `${file} cannot be written: ${why}`, data: { file } })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write into its folder',
  EPERM: 'this user may not write into its folder',
  EROFS: 'its disk can only be read',
  ENOSPC: 'its disk is full',
  ENOENT: 'it is not there any more',
  EEXIST: 'it is there already',
}
