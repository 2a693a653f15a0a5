import type { WorkerId } from '../core/id.ts'
import type { ListParams, WorkerList } from '../protocol/verbs/list.ts'
import type { Client } from './client.ts'

/** All pages of a list as one. */
export async function listWorkers({ ask }: Pick<Client, 'ask'>, order: Omit<ListParams, 'after'>): Promise<WorkerList> {
  let whole = await ask('list', order)
  while (whole.next !== undefined) whole = joined(whole, await ask('list', { ...order, after: whole.next }))
  return whole
}

function joined(first: WorkerList, second: WorkerList): WorkerList {
  return {
    ...second,
    workers: [...first.workers, ...second.workers],
    usage: [...first.usage, ...second.usage],
    ports: [...first.ports, ...second.ports],
  }
}

/** The names of all workers, by id. */
export async function readNames(client: Pick<Client, 'ask'>): Promise<Map<WorkerId, string>> {
  const { workers } = await listWorkers(client, { all: true })
  return new Map(workers.map(({ id, name }) => [id, name]))
}
