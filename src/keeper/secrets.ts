import { isSecretPrompt } from './echo.ts'

/** Tells of what is typed whether it goes into a prompt that does not echo, and keeps everything typed in its order. */
export type Secrets = {
  /**
   * Runs `write` and answers whether what it wrote is a secret. The terminal is looked at when a burst begins and at each
   * Enter, before the write then, since the program may change the terminal as soon as it has its line.
   */
  around(bytes: Uint8Array, write: () => Promise<void>): Promise<boolean>
  /** Runs `write` in its turn; what nobody types (the output of a pipe, an answer to a query) is no secret. */
  past(write: () => Promise<void>): Promise<boolean>
}

/** A pause after which the program may have begun to ask for something else. */
const burstMs = 1_000

/** Watches a terminal by its path; without one nothing is secret. */
export function watchSecrets(terminal: string | undefined): Secrets {
  return terminal === undefined ? { around: (_bytes, write) => open(write), past: open } : watchTerminal(terminal)
}

async function open(write: () => Promise<void>): Promise<boolean> {
  await write()
  return false
}

type Typed = { readonly secret: Promise<boolean> }

function watchTerminal(terminal: string): Secrets {
  let lastMs = Number.NEGATIVE_INFINITY
  let burst = Promise.resolve(false)
  let turn: Promise<unknown> = Promise.resolve()

  async function type(bytes: Uint8Array, write: () => Promise<void>): Promise<Typed> {
    const begins = performance.now() - lastMs > burstMs
    const hasEnter = bytes.includes(13) || bytes.includes(10)
    if (begins) burst = isSecretPrompt(terminal)
    const secret = hasEnter && !begins ? either(burst, isSecretPrompt(terminal)) : burst
    if (hasEnter) await secret
    lastMs = hasEnter ? Number.NEGATIVE_INFINITY : performance.now()
    await write()
    return { secret }
  }

  /** When one has to wait for the look at the terminal, so have those who come after it. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const worked = turn.then(work)
    turn = worked.catch(() => undefined)
    return worked
  }

  return {
    async around(bytes, write) {
      const { secret } = await inTurn(() => type(bytes, write))
      return await secret
    },
    past: write => inTurn(() => open(write)),
  }
}

async function either(one: Promise<boolean>, other: Promise<boolean>): Promise<boolean> {
  const answers = await Promise.all([one, other])
  return answers.includes(true)
}
