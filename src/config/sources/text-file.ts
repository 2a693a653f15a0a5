import { isUtf8 } from 'node:buffer'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { formatBytes } from '../../core/bytes.ts'
import type { Words } from '../text/problem.ts'
import { type Source, toSource } from '../text/source.ts'
import { toErrno, wordsOfErrno } from './errno.ts'

export type TextRead =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly errno: string; readonly words: Words }

// No file that people write comes near to it, and the worst nonsense of this size is read in two seconds.
const largest = 256 * 1024

/** Reads a text file of a size that people write; what cannot be read is answered with what to do about it. */
export async function readTextFile(file: string, shown: string): Promise<TextRead> {
  try {
    // When it is a pipe that nobody writes to, a blocking open would never end.
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
    const kind = await handle.stat()
    if (kind.isDirectory()) return refuse('EISDIR', wordsOfErrno('EISDIR', shown))
    if (!kind.isFile()) return refuse('EINVAL', { message: `\`${shown}\` is a pipe or a device`, hint: 'name a file' })
    return toText(await readUpTo(handle, largest + 1), { file, shown })
  } catch (error) {
    const errno = toErrno(error)
    if (errno === undefined) throw error
    return refuse(errno, wordsOfErrno(errno, shown))
  }
}

function refuse(errno: string, words: Words): TextRead {
  return { ok: false, errno, words }
}

// When a file grows while it is read, its size says nothing: so many bytes and no more are taken.
async function readUpTo(handle: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** The text of a file whose bytes were read, or are to be written. */
export function toText(bytes: Buffer, { file, shown }: { readonly file: string; readonly shown: string }): TextRead {
  if (bytes.length > largest)
    return refuse('EFBIG', { message: `\`${shown}\` is larger than ${formatBytes(largest)}`, hint: 'split it' })
  if (!isUtf8(bytes)) return refuse('EILSEQ', { message: `\`${shown}\` is not UTF-8 text`, hint: 'save it as UTF-8' })
  return { ok: true, source: toSource(file, bytes.toString('utf8').replace(/^\ufeff/, '')) }
}
