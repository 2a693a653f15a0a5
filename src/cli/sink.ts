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
  let goOn = (): void => undefined
  target.on('drain', () => goOn())
  for (const end of ['error', 'close'] as const)
    target.on(end, () => {
      isBroken = true
      goOn()
    })

  return {
    async write(bytes) {
      if (isBroken || target.destroyed) return false
      const drained = new Promise<void>(resolve => {
        goOn = resolve
      })
      if (!target.write(bytes)) await drained
      return !isBroken
    },
    get exitCode() {
      return isBroken ? brokenPipeCode : 0
    },
  }
}
