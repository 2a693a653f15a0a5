import { open, watch } from 'node:fs/promises'
import { stripAll } from '../../core/sanitise.ts'

/** What a program has said of itself so far: whether it is ready, and its last status in words. */
export type Notified = { readonly isReady: boolean; readonly status: string | undefined }

/**
 * What a program writes into a file of its own, in the words of sd_notify(3): lines `READY=1` and `STATUS=text`; all others
 * are passed over. Given again at each change, until the signal says that it is enough. The file is made when it is not there.
 */
export async function* notifications(file: string, signal: AbortSignal): AsyncGenerator<Notified> {
  await (await open(file, 'a', 0o600)).close()
  // Watched before it is read first: what is written in between is a change.
  const changes = watch(file, { signal })[Symbol.asyncIterator]()
  const next = async (): Promise<boolean> => {
    const { done } = await changes.next()
    return done !== true
  }
  let hasMore = Promise.resolve(true)
  while (await hasMore.catch(isOver(signal))) {
    // Asked for before the reading: a change during it is not missed.
    hasMore = next()
    hasMore.catch(() => undefined)
    yield parse(await readEnd(file))
  }
}

function isOver(signal: AbortSignal): (problem: unknown) => boolean {
  return problem => {
    if (signal.aborted) return false
    throw problem
  }
}

/** Nobody says more than this at once; of what is longer the end counts. */
const mostBytes = 64 * 1024

async function readEnd(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(size, mostBytes)),
      position: Math.max(0, size - mostBytes),
    })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

function parse(text: string): Notified {
  const lines = text.split('\n')
  const status = lines.findLast(line => line.startsWith('STATUS='))?.slice('STATUS='.length)
  return { isReady: lines.includes('READY=1'), status: status === undefined ? undefined : stripAll(status) }
}
