import type { RunId } from '../core/id.ts'
import { isId } from '../core/id.ts'
import { commandLine } from './command-line.ts'
import { MarkReader } from './mark.ts'
import { listeningPorts } from './ports.ts'
import { isEnded } from './stat.ts'
import { readTable } from './table.ts'

/** A process that carries the mark of a run. */
export type Marked = {
  readonly pid: number
  readonly run: RunId
  readonly command: string
  /** The TCP ports on which it listens. */
  readonly ports: readonly number[]
}

/** Finds every process of the machine that carries the mark of one of these runs and was not started to live on. */
export async function findMarked(isWanted: (run: RunId) => boolean): Promise<readonly Marked[]> {
  const { rows } = await readTable()
  const living = [...rows.values()].filter(row => !isEnded(row))
  const marks = await new MarkReader().read(living)
  const found = living.flatMap(row => {
    const { run, isOutside } = marks.get(row.pid) ?? { run: undefined, isOutside: false }
    return run !== undefined && !isOutside && isId('run', run) && isWanted(run) ? [{ row, run }] : []
  })
  const ports = await listeningPorts(found.map(({ row }) => row.pid))
  return found.map(({ row, run }) => ({
    pid: row.pid,
    run,
    command: commandLine(row),
    ports: ports.get(row.pid) ?? [],
  }))
}
