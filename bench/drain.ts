import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The program that reads a terminal and does nothing else, made now; undefined where there is no C compiler. */
export function makeDrain(folder: string): string | undefined {
  const program = join(folder, 'drain')
  const { status } = spawnSync('cc', ['-O2', '-o', program, join(import.meta.dirname, 'drain.c'), '-lutil'])
  return status === 0 ? program : undefined
}
