import { toVisible } from '../../config/text/cells.ts'
import type { IsSameFolder } from '../../core/difference.ts'
import { Fault } from '../../core/fault.ts'
import { type Mismatch, mismatchesOf } from '../../core/fingerprint.ts'
import { withoutBranch } from '../../core/lay-in.ts'
import { isOnItsWay, type WorkerRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Acknowledgement } from '../../protocol/acknowledged.ts'
import { acknowledge, type Context, type Handler } from '../context.ts'
import { lookAtFolders } from '../real-folders.ts'
import { addOne } from './add.ts'
import { isRunOver, neededBy, startOne } from './start.ts'
import { updateOne } from './update.ts'

/** Has a worker run as it is asked for. Of those who ask at the same time one starts it, and the others find it. */
export const ensure: Handler<'ensure'> = async ({ spec }, context) => {
  const before = workerNamed(context, spec.name)
  const isSameFolder = await lookAtFolders(before ? [before.spec.cwd, spec.cwd] : [])
  await context.changes.whole()
  context.shutdown.require('ensure')
  context.journal.settle()
  // Another folder may have come meanwhile, at which nobody has looked.
  if (workerNamed(context, spec.name)?.spec.cwd !== before?.spec.cwd) return ensure({ spec }, context)
  return context.journal.attempt(async () => ({ acknowledged: ensureOne(context, spec, isSameFolder) }))
}

function ensureOne(context: Context, spec: WorkerSpec, isSameFolder: IsSameFolder): Acknowledgement {
  const worker = workerNamed(context, spec.name)
  if (!worker) return startOne(context, addOne(context, spec, 'ad-hoc'))
  const mismatches = mismatchesOf(worker.spec, spec, isSameFolder)
  const isBusy = isOnItsWay(worker) && !isRunOver(context, worker.id)
  if (mismatches.length > 0 && (isBusy || worker.origin === 'config')) throw refusal(context, worker, mismatches)
  if (!isBusy) updateOne(context, worker.id, mismatches.length > 0 ? spec : renewed(worker.spec, spec))
  for (const id of neededBy(context, new Set([worker.id]))) startOne(context, id)
  return startOne(context, worker.id)
}

function workerNamed({ picture }: Context, name: string): WorkerRecord | undefined {
  return [...picture.workers.values()].find(({ spec }) => spec.name === name)
}

/** The same worker in the environment, and on the branch, of who asks. */
function renewed(before: WorkerSpec, { env, branch }: WorkerSpec): WorkerSpec {
  return { ...withoutBranch(before), env, ...(branch !== undefined && { branch }) }
}

function refusal(
  context: Context,
  { id, spec: { name }, origin }: WorkerRecord,
  mismatches: readonly Mismatch[],
): Fault {
  const { status } = acknowledge(context, id, false)
  const lines = mismatches.map(mismatch => `\n  ${renderMismatch(mismatch)}`).join('')
  const message = `${name} is there (${status}), and not as it is asked for:${lines}`
  const inFile = `the file says so: change it there, then skep reload, or choose another name`
  const hint = origin === 'config' ? inFile : `to have the other one: skep stop ${name}, and ask again`
  const code = origin === 'config' ? 'name-taken' : 'already-running'
  return new Fault({ code, message, hint, data: { differs: mismatches } })
}

function renderMismatch({ of, is, asked }: Mismatch): string {
  if (is === undefined && asked === undefined) return `${of}: another value than is asked for`
  return `${of}: ${shown(is)}, asked for ${shown(asked)}`
}

function shown(value: string | undefined): string {
  if (value === undefined) return 'none'
  return value === '' ? "''" : toVisible(value)
}
