/** At most 60 a second: as often as a screen is painted. */
const noticeMs = 1000 / 60

/** Tells that something happened, at once when it was quiet before, and otherwise in a steady beat. */
export class Notices {
  readonly #tell: () => void
  #timer: NodeJS.Timeout | undefined
  #isOwed = false

  constructor(tell: () => void) {
    this.#tell = tell
  }

  /** Something happened. */
  ring(): void {
    if (this.#timer) this.#isOwed = true
    else this.#beat()
  }

  /** Tells what is owed and stops. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#isOwed) this.#tell()
    this.#isOwed = false
  }

  #beat(): void {
    this.#isOwed = false
    this.#timer = setTimeout(() => this.#rest(), noticeMs)
    this.#tell()
  }

  #rest(): void {
    this.#timer = undefined
    if (this.#isOwed) this.#beat()
  }
}
