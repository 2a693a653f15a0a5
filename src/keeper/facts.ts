import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunId } from '../core/id.ts'
import { mostFacts, type NumberedFact, type RunFact } from '../core/keeper.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import { journalName } from './journal.ts'

/** The facts of a run after a number, as its journal says; none where there is no journal. */
export async function readFacts(
  folder: string,
  { run, after }: { run: RunId; after: number },
): Promise<NumberedFact[]> {
  const facts: NumberedFact[] = []
  let number = 0
  for await (const fact of readJournal(folder)) {
    number += 1
    if (number > after) facts.push({ ...fact, run, number })
    if (facts.length === mostFacts) break
  }
  return facts
}

/** No process has this pid: what belongs to the run is then found by its mark alone. */
const nobody: ProcessIdentity = { pid: -1, startTicks: 0 }

/** The process of a run that an earlier keeper started, as its journal says. */
export async function readRoot(folder: string): Promise<ProcessIdentity> {
  for await (const fact of readJournal(folder)) if (fact.kind === 'spawned') return fact.process
  return nobody
}

async function* readJournal(folder: string): AsyncGenerator<RunFact> {
  const input = createReadStream(join(folder, journalName))
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const fact = toFact(line)
      if (!fact) return
      yield fact
    }
  } catch {
    // Where there is no journal nothing is known.
  } finally {
    input.destroy()
  }
}

// A crash may have torn the last line, and nothing comes after it.
function toFact(line: string): RunFact | undefined {
  try {
    const value: unknown = JSON.parse(line)
    // Written by a keeper into a folder that only its user can enter.
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as RunFact) : undefined
  } catch {
    return undefined
  }
}
