import { expect, test } from 'vitest'
import { ticksSinceBoot } from '../../src/process/machine.ts'
import { Meter } from '../../src/process/meter.ts'
import type { ProcessRow } from '../../src/process/stat.ts'
import { Meters } from '../../src/process/usage.ts'
import { until } from '../until.ts'
import { start, untilSaid } from './child.ts'
import { openCensus } from './stopping.ts'

const MiB = 1024 * 1024

function row(pid: number, cpuMs: number, more: Partial<ProcessRow> = {}): ProcessRow {
  const startTicks = ticksSinceBoot() - 1000
  return {
    ...{ pid, parent: 1, group: 1, session: 1, startTicks: Math.floor(startTicks / 1000), state: 'S', cpuMs },
    ...{ rssBytes: MiB, command: 'a', tty: undefined, ...more },
  }
}

function sample(meter: Meter, timeMs: number, ...rows: ProcessRow[]): void {
  meter.sample(
    timeMs,
    rows.map(one => ({ row: one, depth: 0, isDetached: false })),
  )
}

test('memory is the sum of the tree, and its peak the highest sum that was seen', () => {
  const meter = new Meter()
  sample(meter, 0, row(10, 0), row(11, 0, { parent: 10 }))
  sample(meter, 1000, row(10, 0))
  expect(meter.usage).toMatchObject({ memoryBytes: MiB, peakMemoryBytes: 2 * MiB, processes: 1 })
})

test('cores are counted between two samples that are far enough apart', () => {
  const meter = new Meter()
  sample(meter, 1000, row(10, 0))
  sample(meter, 2000, row(10, 500))
  expect(meter.usage?.cpuCores).toBe(0.5)
  sample(meter, 2100, row(10, 600))
  expect(meter.usage?.cpuCores).toBe(0.5)
  sample(meter, 3000, row(10, 2500))
  expect(meter.usage?.cpuCores).toBe(2)
})

test('after a long time without a sample cores are counted from the start', () => {
  const meter = new Meter()
  const startTicks = ticksSinceBoot() - 100_000
  sample(meter, 0, row(10, 0, { startTicks }))
  sample(meter, 20_000, row(10, 500_000, { startTicks }))
  expect(meter.usage?.cpuCores).toBeGreaterThan(0.4)
  expect(meter.usage?.cpuCores).toBeLessThanOrEqual(0.5)
})

test('the time of a child that was reaped by its parent is counted once', () => {
  const meter = new Meter()
  sample(meter, 0, row(10, 100), row(11, 400, { parent: 10 }), row(12, 50, { parent: 11 }))
  // 11 reaped 12 and was reaped by 10, which has the time of both now.
  sample(meter, 1000, row(10, 560))
  expect(meter.usage?.cpuMs).toBe(560)
})

test('the time of who ended and was reaped by nobody of the run is not lost', () => {
  const meter = new Meter()
  sample(meter, 0, row(10, 100), row(11, 400), row(12, 30, { parent: 11 }))
  sample(meter, 1000, row(10, 150))
  expect(meter.usage?.cpuMs).toBe(580)
  sample(meter, 2000)
  expect(meter.usage).toMatchObject({ cpuMs: 580, processes: 0, memoryBytes: 0, cpuCores: 0 })
})

test('a new process under an old pid is another process', () => {
  const meter = new Meter()
  sample(meter, 0, row(10, 100, { startTicks: 5 }))
  sample(meter, 1000, row(10, 10, { startTicks: 6 }))
  expect(meter.usage?.cpuMs).toBe(110)
})

test('what a busy tree uses is seen, for all runs in one pass', async () => {
  const busy = await start(['sh', '-c', 'sh -c "while :; do :; done" & sleep 300'])
  const idle = await start(['sleep', '300'])
  const census = openCensus(busy, idle)
  const meters = new Meters(census)
  const runs = [busy.order.run, idle.order.run]
  const usage = await until(
    async () => {
      const all = await meters.usage(runs)
      return (all.get(busy.order.run)?.cpuMs ?? 0) > 500 && all
    },
    { what: 'time to be used', everyMs: 100 },
  )
  expect(usage.get(busy.order.run)).toMatchObject({ processes: 3 })
  expect(usage.get(busy.order.run)?.cpuCores).toBeGreaterThan(0.05)
  expect(usage.get(idle.order.run)).toMatchObject({ processes: 1 })
  // A tick of the clock may have met even who sleeps, at its start.
  expect(usage.get(idle.order.run)?.cpuMs).toBeLessThan(100)
  expect(usage.get(idle.order.run)?.memoryBytes).toBeGreaterThan(0)
})

test('a run of which nothing lives uses nothing, and what it came to is known', async () => {
  const started = await start(['sh', '-c', 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; exec cat'], {
    stdin: 'pipe',
  })
  const census = openCensus(started)
  const meters = new Meters(census)
  await untilSaid(started, 'done')
  const { run } = started.order
  const used = (await meters.usage([run])).get(run)?.cpuMs
  await started.child.input.end()
  await until(() => started.record.exit, { what: 'the end' })
  expect(await meters.usage([run])).toEqual(new Map())
  expect(meters.last(run)).toMatchObject({ processes: 0, cpuMs: used })
})
