import type { ByName } from './needs.ts'
import type { WorkerRecord } from './record.ts'

/**
 * Workers in the order in which they can start: first those that need nobody, then each as soon as all that it needs can have
 * come. Those that need each other in a circle, which no file may say, come last.
 */
export function wavesOf(workers: Iterable<WorkerRecord>, names: ByName): readonly (readonly WorkerRecord[])[] {
  const waves: WorkerRecord[][] = []
  const done = new Set<WorkerRecord>()
  let left = [...workers]
  const isHere = new Set(left)
  const isFree = ({ spec }: WorkerRecord): boolean =>
    spec.needs.every(({ name }) => {
      const needed = names.get(name)
      return !needed || !isHere.has(needed) || done.has(needed)
    })
  while (left.length > 0) {
    const free = left.filter(isFree)
    const wave = free.length > 0 ? free : left
    waves.push(wave)
    for (const worker of wave) done.add(worker)
    left = left.filter(worker => !done.has(worker))
  }
  return waves
}
