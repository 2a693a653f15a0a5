import { type Health, healthPace } from '../../../core/probe.ts'
import { mapping, type Shape, whole } from '../../shape.ts'
import type { Report } from '../../text/problem.ts'
import type { Mapping } from '../../tree/tree.ts'
import { type ProbeValues, probeKeys, probeWays, toProbe } from './probe.ts'
import { findWay, type Ways } from './way.ts'

export type HealthValues = ProbeValues & { readonly failures?: number | undefined }

/** What stands under `health`: one way to ask, how often, and how many failures in a row are too many. */
export const healthShape: Shape<HealthValues> = mapping({ ...probeKeys, failures: whole(1, 1_000_000) })

const ways: Ways = {
  name: 'health',
  ways: probeWays,
  beside: way => ['every', 'timeout', 'failures', ...(way === 'exec' ? ['shell'] : [])],
}

/** How a file says that a worker is looked after; undefined when it is wrong, which was reported. */
export function toHealth(values: HealthValues, tree: Mapping, report: Report): Health | undefined {
  const way = findWay(tree, ways, report)
  const probe = way === undefined ? undefined : toProbe(values, tree, { way, report })
  const { every = healthPace.everyMs, timeout = healthPace.timeoutMs, failures = healthPace.failures } = values
  return probe && { ...probe, everyMs: every, timeoutMs: timeout, failures }
}
