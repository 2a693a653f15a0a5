import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import { runCapBytes } from '../../log/append.ts'
import type { BundleBody, BundlePart } from '../../log/export/bundle-part.ts'
import { readBundle } from '../../log/export/bundle-read.ts'
import { openRestore, type Restore } from '../../log/export/restore.ts'
import { openPause } from '../rendering/pause.ts'
import { requireEvent, toEntry, toSubject } from './known.ts'

/** A bundle that was read to its end and is whole; its output lies in a folder that nobody looks into yet. */
export type Staged = {
  readonly run: RunRecord
  readonly worker: WorkerSpec
  readonly exportedAtMs: number
  readonly entries: readonly TranscriptEntry[]
  readonly end: number
}

export type StageOrder = {
  readonly file: AsyncIterable<Uint8Array>
  /** Decides by the run that it says it holds where its output goes; refuses it with a `Fault`. */
  readonly folderFor: (run: RunRecord) => Promise<string>
}

/** Reads a bundle, and keeps its output where it is told to. */
export async function stageBundle({ file, folderFor }: StageOrder): Promise<Staged> {
  const parts = readBundle(file)
  try {
    const first = await parts.next()
    if (first.done || first.value.kind !== 'header') throw new Error('a bundle does not begin with its header')
    const { header } = first.value
    const subject = toSubject(header)
    const folder = await folderFor(subject.run)
    const entries = await restoreFrom(parts, { run: subject.run.id, folder, end: header.end })
    return { ...subject, exportedAtMs: header.exportedAtMs, entries, end: header.end }
  } finally {
    await parts.return(undefined)
  }
}

type Restoring = { readonly run: RunId; readonly folder: string; readonly end: number }

async function restoreFrom(
  parts: AsyncIterable<BundlePart>,
  { run, folder, end }: Restoring,
): Promise<readonly TranscriptEntry[]> {
  const restore = await openRestore(folder)
  const entries: TranscriptEntry[] = []
  const tally = openTally()
  const pause = openPause()
  try {
    for await (const part of parts) {
      // Told apart for the compiler: there is one header, and it was first.
      if (part.kind === 'header') continue
      tally.count(part)
      await takePart(part, { run, entries, restore })
      await pause()
    }
    await restore.finish(end)
    return entries
  } finally {
    await restore.close()
  }
}

type Taking = { readonly run: RunId; readonly entries: TranscriptEntry[]; readonly restore: Restore }

async function takePart(part: BundleBody, { run, entries, restore }: Taking): Promise<void> {
  switch (part.kind) {
    case 'entry':
      entries.push(toEntry(part.entry, run, entries.at(-1)))
      return
    case 'event':
      // What they come to stands in the record; here they have not happened.
      requireEvent(part.event, run)
      return
    case 'chunk':
      return restore.add(part.chunk)
    case 'gap':
      return restore.miss(part.gap)
  }
}

/** The conversation is held in memory until the bundle is known to be whole: more than a person could type in years. */
const mostTextUnits = 32 * 1024 * 1024
const mostEntries = 200_000

/** Counts what comes out of a file of any size: no run has more. */
function openTally(): { count(part: BundleBody): void } {
  let [entries, units, bytes] = [0, 0, 0]
  return {
    count(part) {
      if (part.kind === 'entry') {
        entries += 1
        units += JSON.stringify(part.entry).length
      }
      if (part.kind === 'chunk') bytes += part.chunk.bytes.length
      if (entries > mostEntries) throw excessFault(`${mostEntries} entries of a transcript`)
      if (units > mostTextUnits) throw excessFault(`${mostTextUnits} characters of a transcript`)
      if (bytes > runCapBytes) throw excessFault(`${runCapBytes} bytes of output`)
    },
  }
}

function excessFault(most: string): Fault {
  const message = `expected at most ${most} in a bundle, and this one has more`
  return new Fault({ code: 'refused', message, hint: 'skep keeps no more of a run, and has not written this file' })
}
