import { resolve } from 'node:path'
import { type ExportFormat, exportFormats, exportRun } from '../client/export/export.ts'
import { Fault } from '../core/fault.ts'
import type { RunRecord } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { saveFile } from './save-file.ts'
import { openSink } from './sink.ts'
import { findTargetRun, nothingKnown } from './target.ts'

export type ExportOptions = { readonly format?: ExportFormat; readonly output?: string; readonly json?: true }

/** Writes a run to stdout or into a file, in the format that was asked for. */
export async function exportTo({ words: [word = ''], options }: Given<ExportOptions>, doors: Doors): Promise<number> {
  const { output, json } = options
  const format = options.format ?? refuseMissing()
  if (output === undefined) refuseOnStdout(format, json === true, doors)
  const code = await withFound(doors, 'known', async client => {
    const { run } = await client.ask('run-record', { run: await findTargetRun(client, word) })
    const pieces = exportRun(client, { run, format, nowMs: Date.now() })
    return output === undefined ? toStdout(pieces, doors) : toFile(pieces, { run, format, output }, { doors, json })
  })
  if (code === undefined) throw nothingKnown(word)
  return code
}

function refuseMissing(): never {
  const hint = `give --format with one of ${exportFormats.join(', ')}`
  throw new Fault({ code: 'usage', message: 'it is not said as what the run is to be exported', hint })
}

function refuseOnStdout(format: ExportFormat, json: boolean, { stdout }: Doors): void {
  const hint = 'name a file with -o FILE'
  if (json)
    throw new Fault({ code: 'usage', message: '--json tells of a file, and stdout has the export itself', hint })
  if (format !== 'bundle' || !stdout.isTTY) return
  throw new Fault({ code: 'usage', message: 'a bundle is no text, and stdout is a terminal', hint })
}

type Pieces = ReturnType<typeof exportRun>

async function toStdout(pieces: Pieces, { stdout }: Doors): Promise<number> {
  const sink = openSink(stdout)
  for await (const piece of pieces) if (!(await sink.write(piece))) break
  return sink.exitCode
}

type Exported = { readonly run: RunRecord; readonly format: ExportFormat; readonly output: string }
type Telling = { readonly doors: Doors; readonly json: true | undefined }

async function toFile(pieces: Pieces, { run, format, output }: Exported, { doors, json }: Telling): Promise<number> {
  const file = resolve(doors.cwd, output)
  const { bytes } = await saveFile(file, pieces)
  if (json) writeJson(doors, { run: run.id, format, file, bytes })
  else doors.stderr.write(`skep: wrote ${run.id} to ${output} (${bytes} bytes)\n`)
  return 0
}
