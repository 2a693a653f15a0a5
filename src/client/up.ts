import { neededFirst } from '../core/needs.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { TakenIn } from '../protocol/acknowledged.ts'
import type { Connection } from '../protocol/connection.ts'
import type { ParamsOf } from '../protocol/verbs.ts'

export type UpAsked = Pick<ParamsOf<'up'>, 'specs' | 'start'>

/** Takes what a configuration says into the catalogue and starts what it wants, however many there are: a page at a time. */
export async function bringUp({ ask }: Asks, { specs, start }: UpAsked): Promise<readonly TakenIn[]> {
  const isInPages = pagesOf(specs).rest.length > 0 && specs.some(({ needs }) => needs.length > 0)
  if (!isInPages || start === 'none') return takeIn({ ask }, { specs, start })
  // All are there before one starts, and what is needed starts first, whichever page it stands on.
  await takeIn({ ask }, { specs, start: 'none' })
  const inOrder = neededFirst(specs.map(spec => ({ spec }))).map(({ spec }) => spec)
  const started = await takeIn({ ask }, { specs: inOrder, start })
  const byName = new Map(started.map(one => [one.name, one]))
  return specs.flatMap(({ name }) => byName.get(name) ?? [])
}

type Asks = Pick<Connection, 'ask'>

async function takeIn({ ask }: Asks, { specs, start }: UpAsked): Promise<readonly TakenIn[]> {
  const { page, rest } = pagesOf(specs)
  const keep = rest.flat().map(({ name }) => name)
  // The first one takes out who is named no longer: a name is free before somebody needs it.
  const first = await ask('up', { specs: page, start, keep })
  const acknowledged = [...first.acknowledged]
  for (const next of rest) acknowledged.push(...(await ask('up', { specs: next, start, keep: 'all' })).acknowledged)
  return acknowledged
}

/** What the daemon takes in within a few ms, each with an environment of some kilobytes. */
const pageWorkers = 16

type Specs = readonly WorkerSpec[]

/** What a configuration says in pages: the first, which may be empty, and the others. */
export function pagesOf(specs: Specs): { readonly page: Specs; readonly rest: readonly Specs[] } {
  const rest: Specs[] = []
  for (let at = pageWorkers; at < specs.length; at += pageWorkers) rest.push(specs.slice(at, at + pageWorkers))
  return { page: specs.slice(0, pageWorkers), rest }
}
