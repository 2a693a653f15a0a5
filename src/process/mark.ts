import { readFileSync } from 'node:fs'
import { systemUnits, ticksSinceBoot } from './machine.ts'
import { visitInSlices } from './slices.ts'
import type { ProcessRow } from './stat.ts'

/** The variable that says to which run a process belongs: it is inherited wherever a process goes. */
export const runMark = 'SKEP_RUN_ID'

/**
 * The variable of what was started from inside a run and is meant to live on without it: a daemon of skep, what
 * `skep spare` starts. It counts for who has left the run's session.
 */
export const outsideMark = 'SKEP_OUTSIDE'

export type Marks = { readonly run: string | undefined; readonly isOutside: boolean }

const unmarked: Marks = { run: undefined, isOutside: false }

type Seen = { readonly startTicks: number; readonly marks: Marks }

/** Reads the marks of processes, each once: who overwrites his environment later keeps those that were seen. */
export class MarkReader {
  #seen = new Map<number, Seen>()

  /** Reads those of a pass; what was seen of processes that are no more is forgotten. */
  async read(rows: readonly ProcessRow[]): Promise<ReadonlyMap<number, Marks>> {
    if (process.platform !== 'linux') return new Map()
    const before = this.#seen
    const found = new Map<number, Marks>()
    const settledTicks = ticksSinceBoot() - settlingSeconds * systemUnits().ticksPerSecond
    this.#seen = new Map()
    await visitInSlices(rows, ({ pid, startTicks }) => {
      const known = before.get(pid)
      const marks = known?.startTicks === startTicks ? known.marks : readMarks(pid)
      if (marks !== unmarked) found.set(pid, marks)
      if (marks !== unmarked || startTicks < settledTicks) this.#seen.set(pid, { startTicks, marks })
    })
    return found
  }
}

// Between fork and exec a process shows its parent's environment: while it is young, who has no mark is asked again.
const settlingSeconds = 2

function readMarks(pid: number): Marks {
  const environment = readEnvironment(pid)
  const run = findValue(runMark, environment)
  const isOutside = findValue(outsideMark, environment) !== undefined
  return run === undefined && !isOutside ? unmarked : { run, isOutside }
}

// Other users' environments may not be read, and kernel threads have none.
function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

function findValue(name: string, environment: string): string | undefined {
  const at = `\0${environment}`.indexOf(`\0${name}=`)
  if (at < 0) return undefined
  const start = at + name.length + 1
  const end = environment.indexOf('\0', start)
  return environment.slice(start, end < 0 ? undefined : end)
}
