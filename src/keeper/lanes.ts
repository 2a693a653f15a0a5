/** Carries out works, so many at a time; the others wait for their turn, in their order. */
export type Lanes = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Opens lanes, none of them taken. */
export function openLanes(count: number): Lanes {
  const waiting: (() => void)[] = []
  let free = count

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  return async work => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
