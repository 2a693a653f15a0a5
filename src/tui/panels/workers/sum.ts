import type { Usage } from '../../../core/usage.ts'
import { type Line, type Span, span, type Tone } from '../../line.ts'
import type { Now } from '../../now.ts'
import { hasLiveRun, selectMembers } from '../../select.ts'
import { countWords } from '../../shown.ts'
import { markOf, type ShownWord, wordsByWeight } from '../../words.ts'
import type { Heading } from './heading.ts'

/** Where the workers of a heading stand together: `3/4 up · 1 failed`. */
export function sumLine(now: Now, heading: Heading): Line {
  const counts = countsOf(now, heading)
  const up = (counts.get('ready') ?? 0) + (counts.get('running') ?? 0)
  const others = wordsByWeight.filter(word => word !== 'ready' && word !== 'running' && counts.has(word))
  const parts: readonly Span[] = [
    ...(up > 0 ? [span(`${up}/${heading.members.length} up`, 'good')] : []),
    ...others.map(word => span(`${counts.get(word)} ${word}`, markOf(word).tone)),
  ]
  return parts.flatMap((part, at) => (at === 0 ? [part] : [span(' · ', 'faint'), part]))
}

/** The tone of the one among them that a person wants to hear of first. */
export function sumTone(now: Now, heading: Heading): Tone {
  const counts = countsOf(now, heading)
  const weightiest = wordsByWeight.find(word => counts.has(word))
  return weightiest ? markOf(weightiest).tone : 'plain'
}

function countsOf(now: Now, { members }: Heading): ReadonlyMap<ShownWord, number> {
  return countWords(selectMembers(now, members), now.living)
}

export type Total = Pick<Usage, 'cpuCores' | 'memoryBytes'>

/** What those that run use together; undefined while of none it is known. */
export function usageOf(now: Now, { members }: Heading): Total | undefined {
  const known = selectMembers(now, members).flatMap(seen => {
    const usage = seen.run && hasLiveRun(seen) ? now.living.usage.get(seen.run.id) : undefined
    return usage ?? []
  })
  if (known.length === 0) return undefined
  return {
    cpuCores: known.reduce((sum, { cpuCores }) => sum + cpuCores, 0),
    memoryBytes: known.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  }
}
