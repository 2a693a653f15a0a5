import type { RunRecord } from '../../core/record.ts'
import type { Client } from '../client.ts'
import { exportBundle } from './bundle.ts'
import { exportCast } from './cast.ts'
import { exportJson } from './json.ts'
import { exportRendered } from './rendered.ts'

/** What a run can be taken away as. */
export const exportFormats = ['cast', 'cast3', 'txt', 'html', 'json', 'bundle'] as const
export type ExportFormat = (typeof exportFormats)[number]

export type ExportOrder = { readonly run: RunRecord; readonly format: ExportFormat; readonly nowMs: number }

/** A run as one file, piece by piece at the pace of whoever takes it. Of a run that goes on it is what was there when it was asked for. */
export function exportRun(client: Client, { run, format, nowMs }: ExportOrder): AsyncIterable<string | Uint8Array> {
  switch (format) {
    case 'cast':
      return exportCast(client, run, 2)
    case 'cast3':
      return exportCast(client, run, 3)
    case 'json':
      return exportJson(client, run)
    case 'bundle':
      return exportBundle(client, run, nowMs)
    default:
      return exportRendered(client, run.id, format)
  }
}
