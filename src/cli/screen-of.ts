import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import { mostHistory, type ScreenFormat, type Shown } from '../protocol/verbs/screen.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { openSink } from './sink.ts'
import { findTargetRun, nothingKnown } from './target.ts'

export type ScreenOptions = { readonly format: ScreenFormat; readonly history: number; readonly json?: true }

/** Prints what a run's terminal shows now, or showed last. */
export async function screenOf({ words: [word = ''], options }: Given<ScreenOptions>, doors: Doors): Promise<number> {
  refuseLong(options.history)
  const shown = await withFound(doors, 'known', client => look(client, word, options))
  if (!shown) throw nothingKnown(word)
  if (options.json) {
    writeJson(doors, { ...shown })
    return 0
  }
  const sink = openSink(doors.stdout)
  await sink.write(shown.format === 'svg' ? shown.svg : withoutBlankEnd(shown.rows))
  return sink.exitCode
}

async function look(client: Client, word: string, { format, history }: ScreenOptions): Promise<Shown> {
  return client.ask('screen', { run: await findTargetRun(client, word), format, history })
}

function refuseLong(history: number): void {
  if (history <= mostHistory) return
  const hint = 'skep logs shows everything'
  throw new Fault({ code: 'usage', message: `--history takes at most ${mostHistory} rows, found ${history}`, hint })
}

// The rows below the last one that shows anything are there on a screen, and in the way on a page.
function withoutBlankEnd(rows: readonly string[]): string {
  const count = rows.findLastIndex(row => row !== '') + 1
  return rows
    .slice(0, count)
    .map(row => `${row}\n`)
    .join('')
}
