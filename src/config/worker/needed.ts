import { nearest } from '../../core/nearest.ts'
import type { Need } from '../../core/need.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { problemAt, type Report, type Words } from '../text/problem.ts'
import { reportCircles } from './circles.ts'
import { hangsInTheAir } from './extends.ts'
import type { PlacedNeed } from './keys/needs.ts'
import type { WorkerRead } from './worker.ts'

/** A worker of the file, and what it came to: one, or as many as it has replicas. */
export type Family = { readonly name: string; readonly reads: readonly WorkerRead[] }

/**
 * Gives each worker what it needs, a need of a worker with replicas as one of each of them. Needs of nobody, of
 * themselves, in circles, and of what never comes are reported.
 */
export function linkNeeds(families: readonly Family[], isWhole: boolean, report: Report): readonly WorkerSpec[] {
  const known = toKnown(families)
  for (const family of families) reportNeeds({ family, known, isWhole }, report)
  reportCircles(toGraph(families, known), report)
  return families.flatMap(({ reads }) => reads).flatMap(read => (read.spec ? [withNeeds(read, read.spec, known)] : []))
}

// A worker by its own name, and each replica by its.
type Known = ReadonlyMap<string, { readonly family: Family; readonly reads: readonly WorkerRead[] }>

function toKnown(families: readonly Family[]): Known {
  const single = families.flatMap(family => family.reads.map(read => [read.name, { family, reads: [read] }] as const))
  return new Map([...single, ...families.map(family => [family.name, { family, reads: family.reads }] as const)])
}

function reportNeeds(who: Who, report: Report): void {
  for (const { needs } of who.family.reads) {
    for (const need of needs) {
      const words = refuse(need, who)
      if (words) report(() => problemAt(need.place, words))
    }
  }
}

type Who = { readonly family: Family; readonly known: Known; readonly isWhole: boolean }

function refuse({ name: needed, need }: PlacedNeed, { family, known, isWhole }: Who): Words | undefined {
  const found = known.get(needed)
  // When a fault hides some of the file, the one who is missing may stand there.
  if (!found) return isWhole ? toUnknown(needed, known) : undefined
  if (found.family === family) return { message: `\`${family.name}\` cannot need itself`, hint: 'remove it' }
  return need && refuseUntil(need, found.reads[0])
}

function toUnknown(name: string, known: Known): Words {
  const near = nearest(name, known.keys())
  const names = [...known.keys()].slice(0, mostNamed).join(', ')
  const hint = near ? `did you mean \`${near}\`?` : `there are ${names}`
  return { message: `there is no worker ${JSON.stringify(name)} to need`, hint }
}

// More names than this help nobody.
const mostNamed = 20

const endless = ['always', 'unless-stopped']

// What hangs in the air may lack what it counts on, which was reported where it hangs.
function refuseUntil({ name, until }: Need, target: WorkerRead | undefined): Words | undefined {
  if (!target?.tree || hangsInTheAir(target.tree)) return undefined
  if (until.kind === 'healthy' && !target.tree.entries.has('health'))
    return {
      message: `\`${name}\` has no \`health\`, so it never becomes healthy`,
      hint: 'give it one, or need it `ready`',
    }
  const when = target.spec?.restart.when
  if (until.kind !== 'completed' || when === undefined || !endless.includes(when)) return undefined
  return {
    message: `\`${name}\` is started again and again (\`restart: ${when}\`), so it never completes`,
    hint: 'need it `ready`, or let it restart on `failure` alone',
  }
}

function toGraph(families: readonly Family[], known: Known): ReadonlyMap<string, readonly PlacedNeed[]> {
  return new Map(
    families.map(family => {
      const needs = family.reads.flatMap(read => read.needs)
      const others = needs.flatMap(need => {
        const other = known.get(need.name)?.family
        return other && other !== family ? [{ ...need, name: other.name }] : []
      })
      return [family.name, others]
    }),
  )
}

/** Who needs a task, and does not say otherwise, needs what it does; anything else is to be ready. */
function usualOf({ spec }: WorkerRead): Pick<Need, 'until'> {
  const isToEnd = spec?.kind === 'task' && spec.ready.kind === 'started' && !endless.includes(spec.restart.when)
  return { until: { kind: isToEnd ? 'completed' : 'ready' } }
}

function withNeeds({ needs }: WorkerRead, spec: WorkerSpec, known: Known): WorkerSpec {
  const all = needs.flatMap(({ need, isOpen }) => {
    const targets = need ? (known.get(need.name)?.reads ?? []) : []
    return targets.flatMap(read => (need ? [{ ...need, name: read.name, ...(isOpen && usualOf(read)) }] : []))
  })
  // When a worker and one of its replicas are both needed, the last one that is named counts.
  return { ...spec, needs: [...new Map(all.map(need => [need.name, need])).values()] }
}
