import { type WriteAt, writeToDisk } from '../../src/log/segment-writer.ts'

/** A disk with so much space; it writes what fits and then is full, as a real one does. */
export class SmallDisk {
  freeBytes: number

  constructor(freeBytes: number) {
    this.freeBytes = freeBytes
  }

  readonly write: WriteAt = async (file, buffers, position) => {
    const fits = cut(buffers, this.freeBytes)
    if (fits.length === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    const written = await writeToDisk(file, fits, position)
    this.freeBytes -= written
    return written
  }
}

/** A disk that takes as many writes as it is let, and holds up the others. */
export class SlowDisk {
  #allowed = 0
  #waiting: (() => void)[] = []

  let(writes: number): void {
    this.#allowed += writes
    for (const go of this.#waiting.splice(0)) go()
  }

  readonly write: WriteAt = async (file, buffers, position) => {
    while (this.#allowed === 0) await new Promise<void>(resolve => this.#waiting.push(resolve))
    this.#allowed -= 1
    return writeToDisk(file, buffers, position)
  }
}

function cut(buffers: readonly Uint8Array[], limitBytes: number): Uint8Array[] {
  const fits: Uint8Array[] = []
  let left = limitBytes
  for (const buffer of buffers) {
    if (left > 0) fits.push(buffer.subarray(0, left))
    left -= buffer.length
  }
  return fits
}
