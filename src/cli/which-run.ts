import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import type { RunRecord } from '../core/record.ts'
import { isRunWord, selectRun, selectWorkers } from '../core/select.ts'

/** The run that a word on a command line means: by the beginning of its id, or the current or last one of a worker. */
export async function whichRun(client: Pick<Client, 'ask'>, word: string): Promise<RunRecord> {
  if (isRunWord(word)) return selectRun(word, await runsLike(client, word))
  const present = await client.ask('subscribe', {})
  const [worker, other] = selectWorkers([word], present)
  if (!worker || other) {
    const hint = `name one of them, as in ${worker?.spec.name ?? 'api'}`
    throw new Fault({ code: 'usage', message: `${word} is more than one worker`, hint })
  }
  const run = present.runs.find(({ id }) => id === worker.run)
  if (run) return run
  const { name } = worker.spec
  throw new Fault({ code: 'not-found', message: `${name} has no run yet`, hint: `start it: skep start ${name}` })
}

/** As many as one page holds. */
const pageRuns = 256

async function runsLike({ ask }: Pick<Client, 'ask'>, word: string): Promise<RunRecord[]> {
  const found: RunRecord[] = []
  for (let before: RunRecord['id'] | undefined; ; ) {
    const { runs } = await ask('runs', { limit: pageRuns, ...(before && { before }) })
    found.push(...runs.filter(({ id }) => id.startsWith(word)))
    before = runs.at(-1)?.id
    if (runs.length < pageRuns) return found
  }
}

/** What is said where nothing is known of the project at all. */
export function nothingRan(word: string): Fault {
  const hint = 'nothing has run in this project yet'
  return new Fault({ code: 'not-found', message: `there is no run or worker ${word}`, hint })
}
