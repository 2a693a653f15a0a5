/** Work that is done a bit at a time: a step takes a millisecond or two and says whether there is more. */
export type Work = {
  readonly step: () => boolean
  /** Called at the end of a turn in which it had a step. */
  readonly tell: () => void
}

// Nothing may hold the loop over 10 ms, however many emulators there are: they share this much, one step each in turn,
// then the loop has its turn. With the last step and the collector's work it comes to eight.
const turnMs = 6

const waiting: Work[] = []
let isDue = false

/** Has work done from the next turn on. Work is asked again until it has no more. */
export function takeTurns(work: Work): void {
  waiting.push(work)
  arrange()
}

function arrange(): void {
  if (isDue || waiting.length === 0) return
  isDue = true
  setImmediate(turn)
}

function turn(): void {
  isDue = false
  const touched = new Set<Work>()
  try {
    doSteps(touched)
    for (const work of touched) work.tell()
  } finally {
    // Also when a listener threw: that is its bug, and no reason for the others to stand still.
    arrange()
  }
}

function doSteps(touched: Set<Work>): void {
  const end = performance.now() + turnMs
  do {
    const work = waiting.shift()
    if (work === undefined) return
    touched.add(work)
    if (work.step()) waiting.push(work)
  } while (performance.now() < end)
}
