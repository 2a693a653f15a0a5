import type { WorkerSpec } from '../core/spec.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Reloaded } from '../protocol/verbs/reload.ts'
import { pagesOf } from './up.ts'

export type ReloadAsked = { readonly specs: readonly WorkerSpec[]; readonly dryRun: boolean }

/** Brings what runs to what a configuration says now, however many there are: a page at a time. */
export async function reload(
  { ask }: Pick<Connection, 'ask'>,
  { specs, dryRun }: ReloadAsked,
): Promise<readonly Reloaded[]> {
  const { page, rest } = pagesOf(specs)
  const keep = rest.flat().map(({ name }) => name)
  // The first one ends who is named no longer.
  const first = await ask('reload', { specs: page, keep, dryRun })
  const reloaded = [...first.workers]
  for (const next of rest) reloaded.push(...(await ask('reload', { specs: next, keep: 'all', dryRun })).workers)
  return reloaded
}
