import type { WorkerSpec } from '../../core/spec.ts'
import { withNeeds } from '../worker/profile.ts'

/**
 * The order in which a project starts: each wave holds those that can start together when those of the waves before have
 * come to what is needed of them. The clock or people start the rest.
 */
export function toWaves(specs: readonly WorkerSpec[]): readonly (readonly WorkerSpec[])[] {
  const automatic = specs
    .filter(({ start, schedule }) => start === 'auto' && schedule?.atOnce !== false)
    .map(({ name }) => name)
  const wanted = withNeeds(automatic, specs)
  const waves: WorkerSpec[][] = []
  const placed = new Set<string>()
  let left = specs.filter(({ name }) => wanted.has(name))
  // Without circles, which were refused, some of the rest can always start.
  while (left.length > 0) {
    const wave = left.filter(({ needs }) => needs.every(({ name }) => placed.has(name)))
    if (wave.length === 0) break
    for (const { name } of wave) placed.add(name)
    left = left.filter(({ name }) => !placed.has(name))
    waves.push(wave)
  }
  return waves
}
