import type { Client } from '../client/client.ts'
import { readClocks } from '../client/clocks.ts'
import { countLines } from '../client/line-reader.ts'
import { readResult } from '../client/result.ts'
import type { RunRecord } from '../core/record.ts'
import type { Shown } from '../protocol/verbs/show.ts'
import type { Given } from './command.ts'
import { toShownDocument } from './documents/shown.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { renderShown, type ShownFacts, type ShownOutput } from './show-lines.ts'
import { findTarget, nothingKnown, type Target } from './target.ts'
import { openPaint } from './tones.ts'

/** Shows everything about one worker or one run. */
export async function show({ words, options }: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const [word = ''] = words
  const exitCode = await withFound(doors, 'known', async client => {
    const target = await findTarget(client, word)
    const shown = await ask(client, target)
    const output = shown.run && (await lookAtOutput(client, shown.run))
    const facts = { shown, asked: target.kind, output, clocks: readClocks() }
    if (options.json) writeJson(doors, toShownDocument({ ...facts, lines: await countLinesOf(client, facts) }))
    else doors.stdout.write(`${renderShown(facts, openPaint(doors)).join('\n')}\n`)
    return 0
  })
  if (exitCode === undefined) throw nothingKnown(word)
  return exitCode
}

function ask(client: Client, target: Target): Promise<Shown> {
  return client.ask('show', target.kind === 'run' ? { run: target.run } : { worker: target.worker.id })
}

/** Only programs wait for a count of what may be much. */
async function countLinesOf(
  client: Client,
  { shown: { run }, output }: Pick<ShownFacts, 'shown' | 'output'>,
): Promise<number> {
  return run && output ? countLines(client.output(run.id), output.bounds) : 0
}

async function lookAtOutput(client: Client, run: RunRecord): Promise<ShownOutput> {
  const source = client.output(run.id)
  return { folder: client.outputFolder(run.id), bounds: await source.bounds(), result: await readResult(source, run) }
}
