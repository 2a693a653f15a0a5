import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exportRun } from '../../../src/client/export/export.ts'
import type { RunId } from '../../../src/core/id.ts'
import type { TranscriptEntry } from '../../../src/core/transcript.ts'
import type { ImportedRun } from '../../../src/protocol/verbs/import-run.ts'
import { collect } from '../../log/export/entries.ts'
import { readChunks } from '../../log/logs.ts'
import { tmpDir } from '../../tmp.ts'
import type { Bench } from '../runtime.ts'

/** Exports a run as a bundle into a file of the test's own. */
export async function exportFile({ client }: Bench, id: RunId): Promise<string> {
  const { runs } = await client.ask('runs', { limit: 256 })
  const run = runs.find(one => one.id === id)
  if (!run) throw new Error(`no run ${id}`)
  const pieces = await collect(exportRun(client, { run, format: 'bundle', nowMs: Date.now() }))
  return fileOf(Buffer.concat(pieces.map(piece => Buffer.from(piece))))
}

/** A file of these bytes. */
export function fileOf(bytes: Uint8Array): string {
  const file = join(tmpDir(), 'run.skep')
  writeFileSync(file, bytes)
  return file
}

/** Imports a file. */
export function importFile({ client }: Bench, file: string): Promise<ImportedRun> {
  return client.ask('import-run', { file, env: { PATH: '/usr/bin:/bin' } })
}

/** Everything that was said to a run. */
export async function transcriptOf({ client }: Bench, run: RunId): Promise<readonly TranscriptEntry[]> {
  return (await client.ask('transcript', { run, start: 0, limit: 256 })).items
}

/** Every byte of a run's output with its time and stream. */
export async function outputOf({ client }: Bench, run: RunId): Promise<unknown> {
  const chunks = await readChunks(client.output(run), { maxBytes: 100_000 })
  return chunks.map(({ stream, offset, timeMs, bytes }) => ({ stream, offset, timeMs, text: bytes.toString() }))
}

/** What lies in the folder of a runtime's runs. */
export function runFolders({ client }: Bench): readonly string[] {
  return readdirSync(dirname(client.outputFolder(`run_${'0'.repeat(32)}`)))
}
