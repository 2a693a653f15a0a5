import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { type Reading, toPath } from '../reading.ts'
import { problemAt, type Words } from '../text/problem.ts'
import type { Scalar } from '../tree/tree.ts'
import { toErrno, wordsOfErrno } from './errno.ts'

/** The folder that a worker runs in, which has to be there; the project's own when none is named. */
export async function readFolder(named: Scalar | undefined, reading: Reading): Promise<string> {
  if (!named) return reading.folder
  const path = toPath(named.text, reading)
  const words = await refuseFolder(path, named.text)
  if (words) reading.report(() => problemAt(named.place, words))
  return path
}

async function refuseFolder(path: string, shown: string): Promise<Words | undefined> {
  try {
    const kind = await stat(path)
    if (!kind.isDirectory()) return { message: `\`${shown}\` is a file, and a worker runs in a folder`, ...oneUp }
    await access(path, constants.X_OK)
    return undefined
  } catch (error) {
    const errno = toErrno(error)
    if (errno === undefined) throw error
    if (errno === 'ENOENT')
      return {
        message: `the folder \`${shown}\` does not exist`,
        hint: 'make it, or correct the path, which is meant from the folder of this file',
      }
    if (errno === 'EACCES') return { message: `the folder \`${shown}\` may not be entered by this user` }
    return wordsOfErrno(errno, shown)
  }
}

const oneUp = { hint: 'name the folder it is in' }
