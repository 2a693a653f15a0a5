import type { Client } from '../client/client.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { findTargetRun, nothingKnown } from './target.ts'
import { openPaint } from './tones.ts'
import { renderTree } from './tree-lines.ts'

/** Shows the process tree of a worker's run, or what an ended one has left. */
export async function tree(given: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const [word = ''] = given.words
  const exitCode = await withFound(doors, 'known', client => showTree(client, given, doors))
  if (exitCode === undefined) throw nothingKnown(word)
  return exitCode
}

async function showTree(
  client: Client,
  { words, options }: Given<{ readonly json?: true }>,
  doors: Doors,
): Promise<number> {
  const [word = ''] = words
  const run = await findTargetRun(client, word)
  const { processes } = await client.ask('tree', { run })
  if (options.json) writeJson(doors, { run, processes })
  else if (processes.length === 0) doors.stderr.write(`skep: nothing of ${word} is running\n`)
  else doors.stdout.write(`${renderTree(processes, openPaint(doors)).join('\n')}\n`)
  return 0
}
