import { quoteWord } from '../../core/command.ts'
import type { Words } from '../text/problem.ts'

/** The code of an error that the operating system gave; undefined when the error is something else. */
export function toErrno(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined
  return error.code.startsWith('ERR_') && error.code !== 'ERR_INVALID_ARG_VALUE' ? undefined : error.code
}

/** Why a file or folder could not be read, and what to do about it. */
export function wordsOfErrno(errno: string, path: string): Words {
  const words = wordsByErrno[errno]
  return words ? words(`\`${path}\``, path) : { message: `\`${path}\` cannot be read: ${errno}` }
}

const wordsByErrno: Readonly<Record<string, (shown: string, path: string) => Words>> = {
  ENOENT: shown => ({ message: `${shown} does not exist` }),
  ENOTDIR: shown => ({ message: `${shown} does not exist: a part of its path is a file, not a folder` }),
  EISDIR: shown => ({ message: `${shown} is a folder, not a file`, hint: 'name a file in it' }),
  EACCES: (shown, path) => ({
    message: `${shown} may not be read by this user`,
    hint: `allow it with: chmod u+r ${quoteWord(path)}`,
  }),
  EPERM: shown => ({ message: `${shown} may not be read by this user` }),
  ELOOP: shown => ({ message: `${shown} is a symbolic link that leads to itself` }),
  ENAMETOOLONG: shown => ({ message: `${shown} is longer than a path may be` }),
  ERR_INVALID_ARG_VALUE: shown => ({ message: `${shown} cannot be a path: it holds a NUL character` }),
}
