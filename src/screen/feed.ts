import type { Checkpoint } from '../core/checkpoint.ts'
import type { Chunk } from '../core/output.ts'
import type { Emulator } from './emulator.ts'

/** A stretch of a log: what is there from the cursor asked for up to `next`, and where the log ends. */
export type FeedPage = {
  readonly chunks: readonly Pick<Chunk, 'offset' | 'bytes'>[]
  readonly next: number
  readonly end: number
}

export type FeedOptions = {
  /** Where to begin; the start of the log, if not said. */
  readonly from?: number
  /** What is before this offset was answered when it was new. */
  readonly answeredTo?: number
  /** Gives the last checkpoint at or before an offset: a skip then loses nothing but scrollback. */
  readonly checkpointAt?: (offset: number) => Promise<Checkpoint | undefined>
}

/** Keeps an emulator at the end of a log. */
export type Feed = {
  /** The log has grown to this offset. */
  grew(end: number): void
  /** Up to where the log has been read. */
  readonly offset: number
  /** How many bytes were passed over to stay current. */
  readonly skippedBytes: number
  /** Resolves when the emulator shows all that the log was known to have. */
  caughtUp(): Promise<void>
  /** Resolves with why reading failed, when it did; the feed has stopped then. */
  readonly failed: Promise<unknown>
  close(): void
}

// An emulator does 50 to 100 MB/s. Further behind than this it would show the past for a tenth of a second and more.
const behindMost = 6 * 1024 * 1024

// Fills the scrollback of any terminal: a thousand rows of 500 bytes.
const tailBytes = 512 * 1024

// Enough to keep the parser fed while the next page is read.
const pendingMost = 1024 * 1024
const pageBytes = 256 * 1024

/** Follows a log. In the normal screen an emulator that falls too far behind starts again near the end, at a line's
 * beginning; in the alternate screen, where nothing may be left out, it catches up. */
export function createFeed(
  emulator: Emulator,
  read: (from: number, maxBytes: number) => Promise<FeedPage>,
  { from = 0, answeredTo = 0, checkpointAt }: FeedOptions = {},
): Feed {
  let [offset, end, skipped] = [from, from, 0]
  let [isReading, isClosed] = [false, false]
  /** How often it was told that the log has grown. */
  let told = 0
  let waiting: (() => void)[] = []
  const failed = Promise.withResolvers<unknown>()

  async function follow(): Promise<void> {
    while (!isClosed && offset < end) {
      await emulator.drained(pendingMost - pageBytes)
      if (isClosed) return
      if (isTooFarBehind()) await skip()
      await readOn()
    }
    await emulator.settled()
  }

  function isTooFarBehind(): boolean {
    return end - offset + emulator.pendingBytes > behindMost && !emulator.modes.alternateScreen
  }

  async function skip(): Promise<void> {
    const checkpoint = await checkpointAt?.(end - tailBytes)
    if (checkpoint !== undefined && checkpoint.offset > offset) await goOnFrom(checkpoint)
    if (isClosed || !isTooFarBehind()) return
    jump(end - tailBytes)
    await readFromLine()
  }

  async function goOnFrom(checkpoint: Checkpoint): Promise<void> {
    if (isClosed) return
    const { size } = emulator
    jump(checkpoint.offset)
    emulator.resize(checkpoint.size)
    emulator.replay(new TextEncoder().encode(checkpoint.state))
    emulator.resize(size)
    await emulator.settled()
  }

  /** What was shown is forgotten; modes stay. */
  function jump(target: number): void {
    skipped += target - offset + emulator.pendingBytes
    emulator.restart()
    offset = target
  }

  // The first page after a jump begins behind the first line feed in it, or where it is when it has none.
  async function readFromLine(): Promise<void> {
    const page = await read(offset, pageBytes)
    const [first] = page.chunks
    const start = first === undefined ? -1 : first.bytes.indexOf(0x0a)
    take(page, start + 1)
    skipped += start + 1
  }

  async function readOn(): Promise<void> {
    if (isClosed || offset >= end) return
    const before = told
    const page = await read(offset, pageBytes)
    // A log that says it is longer but gives nothing is asked again when it has grown.
    if (page.next === offset) end = offset
    take(page, 0)
    // What was told while it was read may have come after what was read.
    if (told !== before) end = Math.max(end, offset + 1)
  }

  function take({ chunks, next, end: known }: FeedPage, skippedStart: number): void {
    if (isClosed) return
    chunks.forEach(({ bytes, offset: at }, index) => {
      const shown = index === 0 ? bytes.subarray(skippedStart) : bytes
      if (at + bytes.length <= answeredTo) emulator.replay(shown)
      else emulator.write(shown)
    })
    const had = chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
    // What the log no longer has was passed over too.
    skipped += Math.max(0, next - offset - had)
    offset = next
    end = Math.max(end, known)
  }

  function start(): void {
    if (isReading || isClosed) return
    isReading = true
    follow().then(finish, reason => {
      isClosed = true
      failed.resolve(reason)
      finish()
    })
  }

  function finish(): void {
    isReading = false
    if (!isClosed && offset < end) start()
    else {
      const ready = waiting
      waiting = []
      for (const done of ready) done()
    }
  }

  return {
    grew: to => {
      told += 1
      end = Math.max(end, to)
      start()
    },
    get offset() {
      return offset
    },
    get skippedBytes() {
      return skipped
    },
    caughtUp: () => new Promise(done => (isReading ? waiting.push(done) : done())),
    failed: failed.promise,
    close: () => {
      isClosed = true
    },
  }
}
