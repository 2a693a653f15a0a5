import type { Address } from '../../../core/address.ts'
import type { Probe } from '../../../core/probe.ts'
import { flag, type Shape } from '../../shape.ts'
import type { Report } from '../../text/problem.ts'
import { type Mapping, valueAt } from '../../tree/tree.ts'
import { commandShape, readCommand } from './command.ts'
import { durationShape } from './duration.ts'
import { type HttpValue, httpShape, toRequest } from './http.ts'
import { addressShape, toAddress } from './port.ts'

// When it was asked more often, the asking would be the work; as long as the door of the socket takes.
const leastEveryMs = 10
const longestMs = 24 * 3_600_000

/** The keys that every probe has; `shell` counts for `exec`. */
export const probeKeys: ProbeShapes = {
  http: httpShape,
  tcp: addressShape,
  exec: commandShape,
  shell: flag,
  every: durationShape(leastEveryMs, longestMs),
  timeout: durationShape(1, longestMs),
}

/** The ways to ask. */
export const probeWays: readonly string[] = ['http', 'tcp', 'exec']

export type ProbeValues = {
  readonly http?: HttpValue | undefined
  readonly tcp?: number | Address | undefined
  readonly shell?: boolean | undefined
  readonly every?: number | undefined
  readonly timeout?: number | undefined
}

/** The question that a mapping asks in this way; undefined when it is wrong, which was reported. */
export function toProbe(values: ProbeValues, tree: Mapping, { way, report }: Asked): Probe | undefined {
  if (way === 'tcp') {
    const address = values.tcp === undefined ? undefined : toAddress(values.tcp)
    return address && { kind: 'tcp', ...address }
  }
  if (way === 'exec') {
    const command = readCommand(valueAt(tree, 'exec'), values.shell === true, report)
    return command && { kind: 'exec', command }
  }
  const request = values.http === undefined ? undefined : toRequest(values.http)
  return request && { kind: 'http', ...request }
}

type ProbeShapes = {
  readonly [Key in keyof ProbeValues]-?: Shape<NonNullable<ProbeValues[Key]>>
} & { readonly exec: Shape<unknown> }

export type Asked = { readonly way: string; readonly report: Report }
