import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Fault } from '../../core/fault.ts'

/** The bytes of a file as they come. What is no plain file is refused and never waited for. */
export async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await openPlain(path)
  // When it has been read it closes itself, and when nobody reads on.
  yield* file.createReadStream({ highWaterMark: blockBytes })
}

const blockBytes = 64 * 1024

async function openPlain(path: string) {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (problem) {
    throw unreadable(path, problem instanceof Error ? problem.message : String(problem))
  }
  throw unreadable(path, 'it is not a plain file')
}

function unreadable(path: string, reason: string): Fault {
  const hint = 'give the path of a file that skep export --format bundle has made'
  return new Fault({ code: 'usage', message: `${path} cannot be read: ${reason}`, hint })
}
