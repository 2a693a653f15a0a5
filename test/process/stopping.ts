import { onTestFinished } from 'vitest'
import { defaultStop, type StopPolicy } from '../../src/core/spec.ts'
import type { EndedBy, Verdict } from '../../src/core/verdict.ts'
import { Census } from '../../src/process/census.ts'
import { type Stopping, stopTree } from '../../src/process/stop.ts'
import type { Started } from './child.ts'

/** A census that watches these runs until the test has ended. */
export function openCensus(...started: readonly Started[]): Census {
  const census = new Census()
  onTestFinished(() => census.close())
  for (const { order, child } of started) census.watch(order.run, child.process)
  return census
}

export type Wish = Partial<StopPolicy> & { readonly spare?: readonly string[] }

/** Begins to stop a run as its worker would be by default. */
export function beginStop(census: Census, started: Started, { spare = [], ...policy }: Wish = {}): Stopping {
  const { order, child, record } = started
  const isTerminal = order.terminal !== undefined
  return stopTree(census, {
    run: order.run,
    root: child.process,
    policy: { ...defaultStop(isTerminal), ...policy },
    spare,
    place: order,
    input: record.exit ? undefined : child.input,
  })
}

export function stop(census: Census, started: Started, wish: Wish = {}): Promise<Verdict> {
  return beginStop(census, started, wish).verdict
}

/** Who ended a process, by the verdict. */
export function endedBy({ ended }: Verdict, pid: number): EndedBy | undefined {
  return ended.find(one => one.pid === pid)?.by
}
