import type { Client } from '../client/client.ts'
import { readClocks } from '../client/clocks.ts'
import type { Shown } from '../protocol/verbs/show.ts'
import type { Given } from './command.ts'
import { toShownDocument } from './documents/shown.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { renderShown, type ShownOutput } from './show-lines.ts'
import { findTarget, nothingKnown, type Target } from './target.ts'
import { openPaint } from './tones.ts'

/** Shows everything about one worker or one run. */
export async function show({ words, options }: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const [word = ''] = words
  const exitCode = await withFound(doors, 'known', async client => {
    const target = await findTarget(client, word)
    const shown = await ask(client, target)
    const facts = { shown, asked: target.kind, output: await lookAtOutput(client, shown), clocks: readClocks() }
    if (options.json) writeJson(doors, toShownDocument(facts))
    else doors.stdout.write(`${renderShown(facts, openPaint(doors)).join('\n')}\n`)
    return 0
  })
  if (exitCode === undefined) throw nothingKnown(word)
  return exitCode
}

function ask(client: Client, target: Target): Promise<Shown> {
  return client.ask('show', target.kind === 'run' ? { run: target.run } : { worker: target.worker.id })
}

async function lookAtOutput(client: Client, { run }: Shown): Promise<ShownOutput | undefined> {
  if (!run) return undefined
  return { folder: client.outputFolder(run.id), bounds: await client.output(run.id).bounds() }
}
