import { isSecretPrompt } from './echo.ts'

/** Tells for each write whether it is typed into a prompt that does not echo. */
export type Secrets = {
  /**
   * Runs `write` and answers whether what it wrote is a secret. The terminal is looked at when a burst begins and after
   * each Enter: before the write when it holds a whole line, since the program may change the terminal at once.
   */
  around(bytes: Uint8Array, write: () => Promise<void>): Promise<boolean>
}

/** A pause after which the program may have begun to ask for something else. */
const burstMs = 1_000

/** Watches a terminal by its path; without one nothing is secret. */
export function watchSecrets(terminal: string | undefined, now: () => number): Secrets {
  let lastMs = Number.NEGATIVE_INFINITY
  let secret: Promise<boolean> = Promise.resolve(false)

  return {
    async around(bytes, write) {
      if (terminal === undefined) return write().then(() => false)
      const begins = now() - lastMs > burstMs
      const line = endsLine(bytes)
      if (begins) secret = isSecretPrompt(terminal)
      if (begins && line) await secret
      lastMs = line ? Number.NEGATIVE_INFINITY : now()
      const here = secret
      await write()
      return await here
    },
  }
}

function endsLine(bytes: Uint8Array): boolean {
  return bytes.includes(13) || bytes.includes(10)
}
