/** Remembers that it rang, so that a notice between two looks is not missed. */
export class Bell {
  #isRung = false
  #waiter: (() => void) | undefined

  ring(): void {
    this.#isRung = true
    this.#waiter?.()
  }

  reset(): void {
    this.#isRung = false
  }

  async rung(): Promise<void> {
    if (this.#isRung) return
    await new Promise<void>(resolve => {
      this.#waiter = resolve
    })
    this.#waiter = undefined
  }
}
