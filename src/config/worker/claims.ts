import type { WorkerSpec } from '../../core/spec.ts'
import { problemAt, type Report, type Words } from '../text/problem.ts'
import type { Place } from '../text/source.ts'
import { valueAt } from '../tree/tree.ts'
import type { WorkerRead } from './worker.ts'

/** Reports ports that two workers claim that are started together: the second one would find it taken. */
export function reportClaims(reads: readonly WorkerRead[], specs: readonly WorkerSpec[], report: Report): void {
  const places = new Map(reads.map(read => [read.name, read]))
  const claimed = new Map<number, WorkerSpec>()
  for (const spec of specs) {
    if (spec.start !== 'auto') continue
    for (const port of spec.ports ?? []) {
      const first = claimed.get(port)
      const place = placeOf(places.get(spec.name), port)
      if (first && place) report(() => problemAt(place, toWords(port, first, spec)))
      else claimed.set(port, spec)
    }
  }
}

function placeOf(read: WorkerRead | undefined, port: number): Place | undefined {
  const ports = read?.tree && valueAt(read.tree, 'ports')
  if (ports?.kind !== 'list') return undefined
  return ports.items.find(item => item.kind === 'scalar' && Number(item.text) === port)?.place
}

function toWords(port: number, first: WorkerSpec, second: WorkerSpec): Words {
  const hint = second.replica
    ? `let each replica have its own, such as "300\${SKEP_REPLICA}"`
    : 'give one of them another port, or `start: manual`'
  return { message: `port ${port} is claimed by \`${first.name}\` and by \`${second.name}\``, hint }
}
