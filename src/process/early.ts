// After a start: workers that go into the background do so in their first seconds, and then their parents are gone.
const earlyMs = [200, 1000, 2000, 3000]
// Starts of the same moment need no looks of their own.
const togetherMs = 100

/** Looks that are due some time after each start, one for all that are due about then. */
export class EarlyLooks<Key> {
  readonly #look: () => void
  #due: { readonly key: Key; readonly atMs: number }[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(look: () => void) {
    this.#look = look
  }

  plan(key: Key): void {
    const nowMs = performance.now()
    this.#due.push(...earlyMs.map(afterMs => ({ key, atMs: nowMs + afterMs })))
    this.#arm()
  }

  drop(key: Key): void {
    this.#due = this.#due.filter(due => due.key !== key)
    this.#arm()
  }

  close(): void {
    this.#due = []
    clearTimeout(this.#timer)
  }

  #arm(): void {
    clearTimeout(this.#timer)
    if (this.#due.length === 0) return
    const firstMs = this.#due.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY)
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, firstMs - performance.now()))
    // Nobody waits for it.
    this.#timer.unref()
  }

  #fire(): void {
    const untilMs = performance.now() + togetherMs
    this.#due = this.#due.filter(({ atMs }) => atMs > untilMs)
    this.#look()
    this.#arm()
  }
}
