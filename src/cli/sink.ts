import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Where much is written at the pace of whoever reads it. */
export type Sink = {
  /** Resolves when more may come; false when nobody reads any more. */
  write(bytes: string | Uint8Array): Promise<boolean>
  /** 0, or that of a program that SIGPIPE ended. */
  readonly exitCode: number
}

const brokenPipeCode = 141

/** Opens it on a stream that stays open behind it. */
export function openSink(target: Writable): Sink {
  let isBroken = false
  target.on('error', () => {
    isBroken = true
  })
  return {
    async write(bytes) {
      if (isBroken || target.destroyed) return false
      if (!target.write(bytes))
        await Promise.race([once(target, 'drain'), once(target, 'close')]).catch(() => undefined)
      return !isBroken
    },
    get exitCode() {
      return isBroken ? brokenPipeCode : 0
    },
  }
}
