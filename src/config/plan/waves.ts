import type { WorkerSpec } from '../../core/spec.ts'
import { wavesOf } from '../../core/waves.ts'
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
  const starting = specs.filter(({ name }) => wanted.has(name)).map(spec => ({ spec }))
  return wavesOf(starting).map(wave => wave.map(({ spec }) => spec))
}
