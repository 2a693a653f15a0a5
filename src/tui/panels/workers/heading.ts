import type { WorkerId } from '../../../core/id.ts'
import type { WorkerSpec } from '../../../core/spec.ts'

/** What a heading is known by: the group, or in which group and of which name its replicas are. */
export type HeadingId = `group:${string}` | `replicas:${string}`

/** What a row of the list is known by. */
export type ItemId = WorkerId | HeadingId

/** A row of the list that stands for several workers: those of a group, or the replicas of one. */
export type Heading = {
  readonly kind: 'heading'
  readonly id: HeadingId
  /** As a command line calls them: `@web`, `api`. */
  readonly name: string
  readonly members: readonly WorkerId[]
  readonly depth: number
  readonly isFolded: boolean
}

/** What tells a heading from others. */
export type Head = Pick<Heading, 'id' | 'name'>

/** The headings that a worker could stand under, the outer one first. */
export function headingsOf({ name, group, replica }: WorkerSpec): readonly Head[] {
  const shared = replica && sharedName(name, replica.index)
  return [
    ...(group === undefined ? [] : [{ id: `group:${group}`, name: `@${group}` } as const]),
    ...(shared === undefined ? [] : [{ id: `replicas:${group ?? ''}/${shared}`, name: shared } as const]),
  ]
}

/** The name before the number of a replica; none for one that was given another name since. */
function sharedName(name: string, index: number): string | undefined {
  const number = `-${index}`
  return name.endsWith(number) ? name.slice(0, -number.length) : undefined
}
