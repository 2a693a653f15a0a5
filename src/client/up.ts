import type { WorkerSpec } from '../core/spec.ts'
import type { Acknowledgement } from '../protocol/acknowledged.ts'
import type { Connection } from '../protocol/connection.ts'
import type { ParamsOf } from '../protocol/verbs.ts'

export type UpAsked = Pick<ParamsOf<'up'>, 'specs' | 'start'>

/** What the daemon takes in within a few ms, each with an environment of some kilobytes. */
const pageWorkers = 16

/** Takes what a configuration says into the catalogue and starts what it wants, however many there are: a page at a time. */
export async function bringUp(
  { ask }: Pick<Connection, 'ask'>,
  { specs, start }: UpAsked,
): Promise<readonly Acknowledgement[]> {
  const rest = specs.slice(pageWorkers)
  const keep = rest.map(({ name }) => name)
  // The first one takes out who is named no longer: a name is free before somebody needs it.
  const first = await ask('up', { specs: specs.slice(0, pageWorkers), start, keep })
  const acknowledged = [...first.acknowledged]
  for (const page of pagesOf(rest)) {
    const next = await ask('up', { specs: page, start, keep: 'all' })
    acknowledged.push(...next.acknowledged)
  }
  return acknowledged
}

function* pagesOf(specs: readonly WorkerSpec[]): Iterable<readonly WorkerSpec[]> {
  for (let at = 0; at < specs.length; at += pageWorkers) yield specs.slice(at, at + pageWorkers)
}
