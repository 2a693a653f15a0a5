import { inspect } from 'node:util'

export type Until = {
  /** What is waited for, as the end of "waited for …". */
  what: string
  /** The ceiling: reached only by a failure, so it may be long. */
  timeoutMs?: number
  everyMs?: number
  /** Says what is there instead (a screen, a list); without it the last value of the condition is shown. */
  show?: () => unknown
}

/** Asks again and again until the condition gives something that is neither undefined nor false, and returns that. */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
  { what, timeoutMs = 30_000, everyMs = 20, show }: Until,
): Promise<Exclude<Value, undefined | false>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const last = await attempt(condition)
    if ('value' in last && isMet(last.value)) return last.value
    if (performance.now() >= deadline) throw new Error(failure({ what, timeoutMs, last, show }))
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}

type Attempt<Value> = { value: Value } | { thrown: unknown }

// An expectation inside the condition may throw until it is met; the ceiling then shows the last reason.
async function attempt<Value>(condition: () => Value | Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await condition() }
  } catch (thrown) {
    return { thrown }
  }
}

function isMet<Value>(value: Value): value is Exclude<Value, undefined | false> {
  return value !== undefined && value !== false
}

type Failure = { what: string; timeoutMs: number; last: Attempt<unknown>; show: (() => unknown) | undefined }

function failure({ what, timeoutMs, last, show }: Failure): string {
  const there = show === undefined ? ('value' in last ? last.value : last.thrown) : show()
  return `waited ${timeoutMs} ms for ${what}; there was:\n${typeof there === 'string' ? there : inspect(there)}`
}
