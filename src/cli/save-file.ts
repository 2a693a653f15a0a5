import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Fault } from '../core/fault.ts'

/** Writes a file piece by piece; until all of it is there, what had its name before stays. Only its owner may read it. */
export async function saveFile(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<{ readonly bytes: number }> {
  const partial = `${file}.${process.pid}.partial`
  const stream = createWriteStream(partial, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(pieces, stream)
    await rename(partial, file)
    return { bytes: stream.bytesWritten }
  } catch (problem) {
    await rm(partial, { force: true })
    throw problem instanceof Fault ? problem : toFault(file, problem)
  }
}

function toFault(file: string, problem: unknown): unknown {
  if (!(problem instanceof Error) || !('syscall' in problem)) return problem
  const isFull = 'code' in problem && problem.code === 'ENOSPC'
  const hint = isFull ? 'make room, or name a file on another disk' : 'name a file in a folder that you may write to'
  return new Fault({
    code: isFull ? 'disk-full' : 'usage',
    message: `${file} cannot be written: ${problem.message}`,
    hint,
  })
}
