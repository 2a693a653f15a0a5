import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { type Desk, openDesk } from './desk.ts'
import { stable } from './stable.ts'

const sleeps = ['--', 'sleep', '1000'] as const

function checkOut({ folder }: Pick<Desk, 'folder'>, branch: string): void {
  mkdirSync(join(folder, '.git'), { recursive: true })
  writeFileSync(join(folder, '.git/HEAD'), `ref: refs/heads/${branch}\n`)
}

async function countOfRuns({ bench }: Desk): Promise<number> {
  return (await bench.client.ask('runs', { limit: 100 })).runs.length
}

test('what does not run is started, and what runs as it is asked for is found', async () => {
  const desk = await openDesk()
  const first = await desk.skep('ensure', 'api', '--env', 'PORT=1', ...sleeps)
  expect([first.code, first.stdout]).toEqual([0, expect.stringMatching(/^api: started, pid \d+\n$/)])
  const second = await desk.skep('ensure', '--env', 'PORT=1', 'api', ...sleeps)
  expect([second.code, second.stdout]).toEqual([0, expect.stringMatching(/^api: already running since .*, pid \d+\n$/)])
  expect(await countOfRuns(desk)).toBe(1)
  expect(stable(await desk.json('ensure', 'api', '--json', '--env', 'PORT=1', ...sleeps))).toMatchSnapshot()
})

test('of many who ask at the same time one starts it', async () => {
  const desk = await openDesk()
  const all = await Promise.all(Array.from({ length: 8 }, () => desk.skep('ensure', 'api', ...sleeps)))
  expect(all.map(({ code }) => code)).toEqual(all.map(() => 0))
  expect(all.filter(({ stdout }) => stdout.includes('started'))).toHaveLength(1)
  expect(await countOfRuns(desk)).toBe(1)
})

describe('what runs otherwise than it is asked for', () => {
  test('is left as it is, and each difference is a line', async () => {
    const desk = await openDesk()
    mkdirSync(join(desk.folder, 'api'))
    await desk.skep('ensure', 'api', '--env', 'PORT=1', '--env', 'API_TOKEN=a', ...sleeps)
    const options = ['--env', 'PORT=2', '--env', 'API_TOKEN=b', '--env', 'NEW=', '--cwd', 'api', '--tty']
    const { code, stdout, stderr } = await desk.skep('ensure', 'api', ...options, '--', 'sleep', '2000')
    expect([code, stdout, stderr.split('\n')]).toEqual([
      4,
      '',
      [
        'skep: api is there (running), and not as it is asked for:',
        '  command: sleep 1000, asked for sleep 2000',
        expect.stringMatching(/^ {2}cwd: .*, asked for .*\/api$/),
        '  env PORT: 1, asked for 2',
        '  env API_TOKEN: another value than is asked for',
        "  env NEW: none, asked for ''",
        '  tty: false, asked for true',
        '  to have the other one: skep stop api, and ask again',
        '',
      ],
    ])
    expect(await countOfRuns(desk)).toBe(1)
    const { error } = await desk.json('ensure', 'api', '--json', '--env', 'API_TOKEN=a', ...sleeps)
    expect(error).toMatchObject({ code: 'already-running', differs: [{ of: 'env PORT', is: '1' }] })
  })

  test('is so on another branch too', async () => {
    const desk = await openDesk()
    checkOut(desk, 'main')
    await desk.skep('ensure', 'api', ...sleeps)
    checkOut(desk, 'feature/x')
    const { code, stderr } = await desk.skep('ensure', 'api', ...sleeps)
    expect([code, stderr]).toEqual([4, expect.stringContaining('  branch: main, asked for feature/x\n')])
    checkOut(desk, 'main')
    expect((await desk.skep('ensure', 'api', ...sleeps)).code).toBe(0)
  })

  test('is so in a folder that another path leads to now', async () => {
    const desk = await openDesk()
    for (const name of ['one', 'two']) mkdirSync(join(desk.folder, name))
    symlinkSync('one', join(desk.folder, 'current'))
    await desk.skep('ensure', 'api', '--cwd', 'current', ...sleeps)
    expect((await desk.skep('ensure', 'api', '--cwd', 'one', ...sleeps)).code).toBe(0)
    symlinkSync('two', join(desk.folder, 'next'))
    renameSync(join(desk.folder, 'next'), join(desk.folder, 'current'))
    expect((await desk.skep('ensure', 'api', '--cwd', 'current', ...sleeps)).code).toBe(4)
  })
})

test('what has ended is started as it is asked for now', async () => {
  const desk = await openDesk()
  await desk.skep('ensure', 'api', ...sleeps)
  await desk.skep('stop', 'api')
  expect((await desk.skep('ensure', 'api', '--', 'sleep', '2000')).stdout).toMatch(/^api: started/)
  const { workers } = await desk.bench.client.ask('subscribe', {})
  expect(workers).toMatchObject([{ spec: { command: { argv: ['sleep', '2000'] } }, origin: 'ad-hoc' }])
})

test('what stands in the file is started as it stands there, and never made another one', async () => {
  const desk = await openDesk()
  writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: { api: { command: sleep 1000, group: web, start: manual } }')
  await desk.skep('up', '-d')
  const { code, stderr } = await desk.skep('ensure', 'api', '--', 'sleep', '2000')
  expect([code, stderr]).toEqual([4, expect.stringContaining('the file says so')])
  expect((await desk.skep('ensure', 'api', ...sleeps)).stdout).toMatch(/^api: started/)
  const { workers } = await desk.bench.client.ask('subscribe', {})
  expect(workers).toMatchObject([{ spec: { group: 'web' }, origin: 'config' }])
})

test('what it is asked for by is known to the next runtime too', async () => {
  const places = { stateHome: tmpDir(), folder: tmpDir() }
  const before = await openDesk(places)
  checkOut(before, 'main')
  await before.skep('ensure', 'api', ...sleeps)
  await before.bench.close()
  const { workers } = await (await openDesk(places)).bench.client.ask('subscribe', {})
  expect(workers).toMatchObject([{ spec: { branch: 'main', command: { argv: ['sleep', '1000'] } } }])
})

test('a name that is none, and a command that is none, are refused', async () => {
  const desk = await openDesk()
  expect(await desk.skep('ensure')).toMatchObject({ code: 2, stderr: expect.stringContaining('behind --') })
  expect(await desk.skep('ensure', 'a b', ...sleeps)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('skep ensure NAME -- COMMAND'),
  })
})
