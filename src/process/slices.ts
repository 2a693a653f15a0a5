import { setImmediate as nextTurn } from 'node:timers/promises'

// A quarter of what may hold the loop up.
const sliceMs = 2.5

/** Visits one item after the other, and lets the loop turn whenever that took a while. */
export async function visitInSlices<Item>(items: Iterable<Item>, visit: (item: Item) => void): Promise<void> {
  let startedMs = performance.now()
  for (const item of items) {
    visit(item)
    if (performance.now() - startedMs < sliceMs) continue
    await nextTurn()
    startedMs = performance.now()
  }
}
