import type { WorkerSpec } from '../../core/spec.ts'
import type { Family } from './needed.ts'

/** The workers as a profile wants them: its own and what they need start with the project, all others by hand alone. */
export function applyProfile(
  specs: readonly WorkerSpec[],
  families: readonly Family[],
  named: readonly string[],
): readonly WorkerSpec[] {
  const replicas = new Map(families.map(({ name, reads }) => [name, reads.map(read => read.name)]))
  const wanted = withNeeds(
    named.flatMap(name => replicas.get(name) ?? [name]),
    specs,
  )
  return specs.map(spec => ({ ...spec, start: wanted.has(spec.name) ? 'auto' : 'manual' }))
}

/** Workers by name, and what they need, and what that needs. */
export function withNeeds(names: Iterable<string>, specs: readonly WorkerSpec[]): ReadonlySet<string> {
  const byName = new Map(specs.map(spec => [spec.name, spec]))
  const wanted = new Set(names)
  // A set that grows while it is gone through is gone through to its end.
  for (const name of wanted) for (const need of byName.get(name)?.needs ?? []) wanted.add(need.name)
  return wanted
}
