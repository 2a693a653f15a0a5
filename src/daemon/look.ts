import type { Size } from '../core/output.ts'
import type { LogReader } from '../log/read.ts'
import { type Emulator, openEmulator } from '../screen/emulator.ts'
import { createFeed } from '../screen/feed.ts'

/** What a run's terminal shows where its output has come to: text that makes a new terminal show the same. */
export type Look = { readonly offset: number; readonly screen: string }

/** A tenth of a second's work for an emulator; what lies further back has scrolled away, or is drawn again. */
const replayBytes = 8 * 1024 * 1024

/** In which size a terminal was drawn, and in which it is to be shown. */
export type LookSizes = { readonly drawn: Size; readonly shown: Size }

/** Looks at a terminal by the log of its output. */
export async function lookAt(reader: LogReader, sizes: LookSizes): Promise<Look> {
  const { end } = await reader.bounds()
  const look = await lookUpTo(reader, sizes, end)
  if (look.screen !== undefined) return { offset: look.offset, screen: look.screen }
  // It ends within a character or a sequence, which is left to whoever reads on from here.
  const whole = await lookUpTo(reader, sizes, await startOfLast(reader, look.offset))
  return { offset: whole.offset, screen: whole.screen ?? '' }
}

type Tried = { readonly offset: number; readonly screen: string | undefined }

async function lookUpTo(reader: LogReader, { drawn, shown }: LookSizes, end: number): Promise<Tried> {
  const { firstAvailable } = await reader.bounds()
  const from = Math.max(firstAvailable, end - replayBytes)
  const emulator = openEmulator({ size: drawn, scrollback: 0, answers: false })
  const read = async (at: number, maxBytes: number) =>
    reader.read({ from: at, maxBytes: Math.max(1, Math.min(maxBytes, end - at)) })
  const feed = createFeed(emulator, read, { from, answeredTo: end })
  try {
    feed.grew(end)
    await feed.caughtUp()
    emulator.resize(shown)
    await emulator.settled()
    return { offset: feed.offset, screen: stateOf(emulator) }
  } finally {
    feed.close()
    emulator.close()
  }
}

function stateOf(emulator: Emulator): string | undefined {
  return emulator.halfway ? undefined : emulator.serialise(0)
}

/** Longer than any character or sequence but strings, which are looked at from their beginning. */
const lastBytes = 4 * 1024
const escapeByte = 0x1b

/** Where the sequence or character begins that the output ends within. */
async function startOfLast(reader: LogReader, end: number): Promise<number> {
  const from = Math.max(0, end - lastBytes)
  const { chunks } = await reader.read({ from, maxBytes: lastBytes })
  const bytes = Buffer.concat(chunks.map(chunk => chunk.bytes)).subarray(0, end - from)
  const lead = bytes.findLastIndex(byte => byte === escapeByte || byte >= 0xc0)
  return lead < 0 ? from : end - bytes.length + lead
}
