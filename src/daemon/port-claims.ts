import type { RunRecord } from '../core/record.ts'
import type { WorkerSpec } from '../core/spec.ts'
import { findHolders, type Holder } from '../process/holders.ts'
import type { Parts } from './parts.ts'

/** A port that a worker claims, and who has it instead. */
export type Claim = { readonly holder: Holder; readonly said: string }

/** Why a run cannot start on the ports that its worker claims, and whose they are; undefined when all are free. */
export async function refusePorts(
  parts: Pick<Parts, 'picture' | 'store'>,
  { ports = [] }: WorkerSpec,
  { id }: Pick<RunRecord, 'id'>,
): Promise<string | undefined> {
  if (ports.length === 0) return undefined
  const claims = await findClaims(parts, ports)
  const others = claims.filter(({ holder }) => holder.run !== id)
  return others.length === 0 ? undefined : [...new Set(others.map(({ said }) => said))].join('; ')
}

/** Who holds any of these ports, in words. */
export async function findClaims(
  parts: Pick<Parts, 'picture' | 'store'>,
  ports: readonly number[],
): Promise<readonly Claim[]> {
  const holders = await findHolders(ports)
  return holders.map(holder => ({ holder, said: describeHolder(parts, holder) }))
}

function describeHolder(parts: Pick<Parts, 'picture' | 'store'>, { port, process, run }: Holder): string {
  if (!process) return `port ${port} is taken by a process that may not be seen by this user`
  const who = `process ${process.pid} (${process.command})`
  const name = run && nameOfRun(parts, run)
  if (name === undefined) return `port ${port} is taken by ${who}${run ? `, of a run of another project` : ''}`
  return `port ${port} is taken by ${who}, of ${name} (${run})`
}

function nameOfRun({ picture, store }: Pick<Parts, 'picture' | 'store'>, id: RunRecord['id']): string | undefined {
  const run = picture.runs.get(id) ?? store.run(id)
  return run && (picture.workers.get(run.worker)?.spec.name ?? 'a worker that was removed')
}
