import { resolve } from 'node:path'
import { wordOfWorker } from '../../core/record.ts'
import type { CliCommand, CommandWork } from '../command.ts'
import type { Doors } from '../doors.ts'
import { loadConfig, withFound } from '../project.ts'
import { type Candidate, findCandidates } from './candidates.ts'

/** Answers a shell: what may stand in the place of the last word, a line each, with what it is behind a tab. */
export function completeWith(commands: readonly CliCommand[]): CommandWork<unknown> {
  return async ({ words }, doors) => {
    const { candidates, workers } = findCandidates(words, commands)
    const names = workers ? await findWorkers(inFolder(words, doors)) : []
    const current = words.at(-1) ?? ''
    const fitting = [...candidates, ...names].filter(({ text }) => text.startsWith(current))
    doors.stdout.write(fitting.map(({ text, about }) => `${text}\t${about}\n`).join(''))
    return 0
  }
}

function inFolder(words: readonly string[], doors: Doors): Doors {
  const at = words.indexOf('-C')
  const folder = at >= 0 && at < words.length - 1 ? words[at + 1] : undefined
  return folder === undefined ? doors : { ...doors, cwd: resolve(doors.cwd, folder) }
}

/** Workers of the living runtime, else those that the file names. Whoever types is not told of problems. */
async function findWorkers(doors: Doors): Promise<readonly Candidate[]> {
  try {
    return (await findLiving(doors)) ?? (await findConfigured(doors))
  } catch {
    return []
  }
}

async function findLiving(doors: Doors): Promise<readonly Candidate[] | undefined> {
  return withFound(doors, 'living', async client => {
    const { workers, runs } = await client.ask('subscribe', {})
    const byId = new Map(runs.map(run => [run.id, run]))
    return workers.map(worker => {
      const run = worker.run && byId.get(worker.run)
      return { text: worker.spec.name, about: wordOfWorker(worker, run || undefined) }
    })
  }).catch(() => undefined)
}

async function findConfigured(doors: Doors): Promise<readonly Candidate[]> {
  const { workers } = await loadConfig({}, doors)
  return workers.map(({ name, kind }) => ({ text: name, about: kind }))
}
