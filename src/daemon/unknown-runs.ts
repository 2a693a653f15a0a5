import type { KeptRun } from '../core/keeper.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'

/** A person can look at so many; of the others it is enough to know how many they are. */
const mostNamed = 10

/**
 * Names what the keeper runs and this store knows nothing of, as after another store was put in its place: nobody
 * could find it otherwise. It goes on until somebody ends it.
 */
export async function nameUnknown(parts: Parts, kept: readonly KeptRun[]): Promise<void> {
  const { picture, store, keeper } = parts
  const unknown = kept.filter(({ run, isDrained }) => !isDrained && !picture.runs.has(run) && !store.run(run))
  if (unknown.length === 0) return
  const named = await Promise.all(
    unknown.slice(0, mostNamed).map(async ({ run, process }) => {
      const [fact] = await keeper.facts({ run, after: 0 })
      const command = fact?.kind === 'spawning' ? ` ${fact.argv.join(' ').slice(0, 100)}` : ''
      return `${process.pid}${command}`
    }),
  )
  const others = unknown.length > mostNamed ? ` and ${unknown.length - mostNamed} more` : ''
  const message = `${unknown.length} running of which this store knows nothing: ${named.join(', ')}${others}; skep down ends them`
  diagnose(parts, { severity: 'warning', code: 'run.unknown', message, worker: undefined })
}
