import type { Context } from './context.ts'

/**
 * Attempts one change to each, of as many at once as a turn of the loop has time for: those are kept or taken back
 * together. After one that cannot be kept none is made any more.
 */
export async function attemptEach<Item, Result>(
  { changes, journal }: Pick<Context, 'changes' | 'journal'>,
  items: readonly Item[],
  change: (item: Item) => Result,
): Promise<readonly Result[]> {
  const attempts: Promise<Result>[] = []
  let isRefused = false
  await changes.each(items, item => {
    if (isRefused) return
    const attempt = journal.attempt(async () => change(item))
    // Told to who asked when the last one has had its turn.
    attempt.catch(() => {
      isRefused = true
    })
    attempts.push(attempt)
  })
  return Promise.all(attempts)
}
