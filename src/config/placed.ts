import { realpath } from 'node:fs/promises'
import type { WorkerSpec } from '../core/spec.ts'
import { readBranch } from './branch.ts'

/** A worker where its folder really is, and on the branch that is checked out there: by these it is known again. */
export async function toPlaced(spec: WorkerSpec): Promise<WorkerSpec> {
  // What is not there is said when it is to run there.
  const cwd = await realpath(spec.cwd).catch(() => spec.cwd)
  const branch = await readBranch(cwd)
  return { ...spec, cwd, ...(branch !== undefined && { branch }) }
}
