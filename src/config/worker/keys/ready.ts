import { type Ready, readyPace } from '../../../core/probe.ts'
import { unlimitedAttempts } from '../../../core/spec.ts'
import { flag, mapping, type Shape } from '../../shape.ts'
import type { Report } from '../../text/problem.ts'
import type { Mapping } from '../../tree/tree.ts'
import { attemptsShape } from './attempts.ts'
import { durationShape } from './duration.ts'
import { patternShape } from './pattern.ts'
import { type ProbeValues, probeKeys, probeWays, toProbe } from './probe.ts'
import { findWay, type Ways } from './way.ts'

export type ReadyValues = ProbeValues & {
  readonly log?: string | undefined
  readonly delay?: number | undefined
  readonly notify?: boolean | undefined
  readonly attempts?: number | undefined
}

/** What stands under `ready`: one way to find out, and for those that ask, how often. */
export const readyShape: Shape<ReadyValues> = mapping({
  log: patternShape,
  ...probeKeys,
  delay: durationShape(0, 24 * 3_600_000),
  notify: flag,
  attempts: attemptsShape,
})

/** The ways in which it becomes known that a worker may be used. */
export const readyWays: readonly string[] = ['log', ...probeWays, 'delay', 'notify']

const ways: Ways = {
  name: 'ready',
  ways: readyWays,
  beside: way => [...(probeWays.includes(way) ? pace : []), ...(way === 'exec' ? ['shell'] : [])],
}
const pace = ['every', 'timeout', 'attempts']

/** How a file says that a worker becomes ready; undefined when it is wrong, which was reported. */
export function toReady(values: ReadyValues, tree: Mapping, report: Report): Ready | undefined {
  const way = findWay(tree, ways, report)
  if (way === undefined) return undefined
  const { log, delay, every, timeout, attempts } = values
  if (way === 'log') return log === undefined ? undefined : { kind: 'log', pattern: log }
  if (way === 'delay') return delay === undefined ? undefined : { kind: 'delay', ms: delay }
  if (way === 'notify') return { kind: values.notify ? 'notify' : 'started' }
  const probe = toProbe(values, tree, { way, report })
  if (!probe) return undefined
  const { everyMs, timeoutMs } = readyPace
  const pace = { everyMs: every ?? everyMs, timeoutMs: timeout ?? timeoutMs(probe) }
  return { ...probe, ...pace, attempts: attempts ?? unlimitedAttempts }
}
