import type { Checkpoint } from '../../core/checkpoint.ts'
import type { Size } from '../../core/output.ts'
import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { type LogReader, openReader } from '../../log/read.ts'
import { toShowable } from '../rendering/size.ts'
import { type ReplayParts, replayTerminal } from './replay.ts'

/** What a run's terminal shows where its output has come to, as it is shown in this size; in its own, if none is given. */
export async function lookAt(parts: ReplayParts, run: RunRecord, shown?: Size): Promise<Checkpoint> {
  const reader = openReader(runFolder(parts.world.runsFolder, run.id))
  const { end } = await reader.bounds()
  const { isWhole, look } = await lookUpTo(parts, run, { end, shown })
  if (isWhole) return look
  // It ends within a character or a sequence, which is left to whoever reads on from here.
  return (await lookUpTo(parts, run, { end: await startOfLast(reader, end), shown })).look
}

type LookOrder = { readonly end: number; readonly shown: Size | undefined }

type Looked = { readonly isWhole: boolean; readonly look: Checkpoint }

async function lookUpTo(parts: ReplayParts, run: RunRecord, { end, shown }: LookOrder): Promise<Looked> {
  const emulator = await replayTerminal(parts, run, { end, history: 0 })
  try {
    if (shown) emulator.resize(toShowable(shown))
    await emulator.settled()
    return { isWhole: !emulator.halfway, look: { offset: end, size: emulator.size, state: emulator.serialise(0) } }
  } finally {
    emulator.close()
  }
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
