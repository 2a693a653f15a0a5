import type { Specified } from './needs.ts'

/**
 * Workers in the order in which they can start: first those that need none of these, then each as soon as all that it needs
 * can have come. Those that need each other in a circle, which no file may say, come last.
 */
export function wavesOf<Worker extends Specified>(workers: Iterable<Worker>): readonly (readonly Worker[])[] {
  const waves: Worker[][] = []
  let left = [...workers]
  const missing = new Set(left.map(({ spec }) => spec.name))
  const isFree = ({ spec }: Worker): boolean => spec.needs.every(({ name }) => !missing.has(name))
  while (left.length > 0) {
    const free = left.filter(isFree)
    const wave = free.length > 0 ? free : left
    waves.push(wave)
    for (const { spec } of wave) missing.delete(spec.name)
    left = left.filter(({ spec }) => missing.has(spec.name))
  }
  return waves
}
