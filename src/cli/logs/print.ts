import type { Doors } from '../doors.ts'
import { toJsonLine } from '../json.ts'
import { hasColour } from '../tones.ts'
import { write } from '../write.ts'
import { type Budget, openBudget } from './budget.ts'
import type { Entry } from './lane.ts'
import { renderNextCall } from './next-call.ts'
import type { LogsOrder } from './order.ts'
import type { Painted, PaintStyle } from './paint.ts'
import type { Roster } from './roster.ts'

type Ends = Pick<Doors, 'stdout' | 'stderr' | 'env'> & { readonly signal: AbortSignal }

/** Writes everything that a roster gives, as far as there is room for it. */
export async function printAll(roster: Roster, order: LogsOrder, ends: Ends): Promise<void> {
  const { json, timestamps, maxBytes } = order.options
  const budget = openBudget(maxBytes)
  const style = { json: json === true, timestamps: timestamps === true, colour: hasColour(ends) }
  for await (const batch of roster.batches(ends.signal)) {
    const isWhole = await printBatch(batch, { budget, ends, style: { ...style, names: namesOf(roster, order) } })
    if (!isWhole) return sayLeft(roster, order, ends)
  }
}

/** Names stand before lines where they may be of several. */
function namesOf(roster: Roster, { words }: LogsOrder): readonly string[] | undefined {
  const names = [...new Set(roster.lanes().map(({ label }) => label))]
  return names.length > 1 || words.some(word => /[*?]/.test(word)) ? names : undefined
}

type Printing = { readonly budget: Budget; readonly style: PaintStyle; readonly ends: Ends }

/** Writes a batch; false when there was no room for all of it. */
async function printBatch(batch: readonly Entry[], { budget, style, ends }: Printing): Promise<boolean> {
  const page = openPage(ends)
  let isWhole = true
  for (const entry of batch) {
    const taken = budget.take(entry, style)
    if (taken) await page.put(taken)
    if (taken) entry.of.note(taken.entry)
    isWhole = taken?.entry.cursor.offset === entry.cursor.offset
    if (!isWhole || ends.signal.aborted) break
  }
  await page.flush()
  return isWhole
}

const longestText = 256 * 1024

/** Collects lines that are written at once; what is said in between comes in its place. */
function openPage({ stdout, stderr }: Ends) {
  let text = ''

  async function flush(): Promise<void> {
    if (text) await write(stdout, text)
    text = ''
  }

  return {
    flush,
    async put({ out, said }: Painted): Promise<void> {
      if (said || typeof out !== 'string' || text.length > longestText) await flush()
      if (typeof out === 'string') text += out
      else await write(stdout, out)
      if (said) stderr.write(said)
    },
  }
}

async function sayLeft(roster: Roster, order: LogsOrder, { stdout, stderr }: Ends): Promise<void> {
  const lanes = roster.lanes()
  const bytes = (await Promise.all(lanes.map(lane => lane.left()))).reduce((sum, left) => sum + left, 0)
  const places = lanes.flatMap(({ place }) => place ?? [])
  const words = order.options.all ? [] : order.words
  const next = renderNextCall({ words, options: order.options, places })
  if (order.options.json) stdout.write(toJsonLine({ left: { bytes }, next }))
  else stderr.write(`skep: ${bytes} bytes of output were left out\n  the rest: ${next}\n`)
}
