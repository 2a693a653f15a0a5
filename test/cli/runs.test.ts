import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { type Desk, openDesk } from './desk.ts'

async function deskWithRuns(): Promise<Desk> {
  const desk = await openDesk()
  for (const [name, line] of [
    ['good', 'true'],
    ['bad', 'exit 3'],
    ['worse', 'kill -9 $$'],
  ] as const) {
    const id = await desk.bench.start(specOf(name, line))
    await desk.bench.untilIs(id, name === 'good' ? 'completed' : name === 'bad' ? 'failed' : 'killed')
  }
  return desk
}

async function workersOf(desk: Desk, ...argv: readonly string[]): Promise<readonly unknown[]> {
  const { runs } = await desk.json('runs', ...argv, '--json')
  return (runs as ReadonlyArray<{ readonly worker: string }>).map(({ worker }) => worker)
}

test('runs come newest first, filtered by worker, outcome, time and number', async () => {
  const desk = await deskWithRuns()
  expect(await workersOf(desk)).toEqual(['worse', 'bad', 'good'])
  expect(await workersOf(desk, 'good', 'bad')).toEqual(['bad', 'good'])
  expect(await workersOf(desk, '--outcome', 'failed,killed')).toEqual(['worse', 'bad'])
  expect(await workersOf(desk, '--outcome', 'lost')).toEqual([])
  expect(await workersOf(desk, '-n', '1')).toEqual(['worse'])
  expect(await workersOf(desk, '--since', '1h')).toHaveLength(3)
  expect(await workersOf(desk, '--since', '2999-01-01')).toEqual([])
})

test('a run is told in words with how long it took, and whole to programs', async () => {
  const desk = await deskWithRuns()
  const { stdout } = await desk.skep('runs', 'bad')
  expect(stdout).toMatch(
    /^RUN +WORKER +OUTCOME +STARTED +TOOK +ATTEMPT +BY\nrun_[0-9a-f]{32} +bad +failed \(exit 3\) .* m?s +1 +user\n$/,
  )
  expect(await desk.json('runs', 'bad', '--json')).toMatchObject({
    v: 1,
    runs: [
      {
        status: 'failed',
        outcome: { kind: 'exited', code: 3 },
        attempt: 1,
        output: { bytes: 0, lines: 0, firstAvailable: 0 },
        command: 'exit 3',
      },
    ],
  })
})

test('wrong words are refused before anything is asked', async () => {
  const desk = await openDesk()
  for (const argv of [
    ['--outcome', 'gone'],
    ['--since', 'yesterday'],
    ['-n', 'x'],
  ])
    expect(await desk.skep('runs', ...argv)).toMatchObject({ code: 2, stdout: '' })
  expect(await desk.skep('runs', 'nobody')).toMatchObject({ code: 3 })
})

test('more runs than one page holds are all there, in order', async () => {
  const desk = await openDesk()
  const { bench } = desk
  const id = await bench.start(specOf('job', 'true'))
  await bench.untilIs(id, 'completed')
  for (let count = 1; count < 5; count += 1) {
    await bench.client.ask('start', { workers: [id] })
    await bench.untilIs(id, 'completed')
  }
  const { runs } = await bench.client.ask('runs', { limit: 2 })
  const last = runs.at(-1)
  expect(last && (await bench.client.ask('runs', { limit: 256, before: last.id })).runs).toHaveLength(3)
  expect(await workersOf(desk, 'job')).toHaveLength(5)
})
