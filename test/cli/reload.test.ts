import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../src/cli/program.ts'
import { until } from '../until.ts'
import { type Desk, openDesk, openSink, toDoors } from './desk.ts'
import { openTerminalSink } from './line.ts'
import { stable } from './stable.ts'

async function openProject(file: string): Promise<Desk> {
  const desk = await openDesk()
  write(desk, file)
  return desk
}

function write({ folder }: Desk, file: string): void {
  writeFileSync(join(folder, 'skep.yaml'), file)
}

/** The run of each worker by its name, and whether it lives. */
async function runsOf({ bench }: Desk): Promise<Readonly<Record<string, string>>> {
  const { workers, runs } = await bench.client.ask('subscribe', {})
  return Object.fromEntries(
    workers.map(({ spec, run }) => {
      const status = runs.find(({ id }) => id === run)?.state.status ?? 'none'
      return [spec.name, `${run ?? 'none'} ${status}`]
    }),
  )
}

async function outputOf({ bench }: Desk, name: string): Promise<string> {
  const { workers } = await bench.client.ask('subscribe', {})
  const run = workers.find(({ spec }) => spec.name === name)?.run
  return run ? bench.outputOf(run) : ''
}

const shop = `
workers:
  db: { command: [sh, -c, "echo db is up; exec sleep 1000"], ready: { log: up } }
  api:
    command: [sh, -c, 'echo "$PORT"; exec sleep 1000']
    env: { PORT: "3000" }
    needs: { db: ready }
  web: { command: sleep 1000 }
`

describe('after the file was edited, a reload', () => {
  test('restarts exactly what changed, with what it says now', async () => {
    const desk = await openProject(shop)
    await desk.skep('up', '-d')
    const before = await runsOf(desk)
    write(desk, shop.replace('3000"', '4000"'))
    expect(await desk.skep('reload')).toEqual({
      code: 0,
      stdout: 'api: restarted: env PORT changed\nunchanged: db, web\n',
      stderr: '',
    })
    const after = await runsOf(desk)
    expect([after['db'], after['web']]).toEqual([before['db'], before['web']])
    expect(after['api']).not.toBe(before['api'])
    await until(async () => (await outputOf(desk, 'api')) === '4000\n', { what: 'the new port' })
    expect((await desk.skep('reload')).stdout).toBe('nothing has changed: 3 workers are as the file says\n')
  })

  test('stops what is no longer named before it starts what is new', async () => {
    const lock = 'mkdir here || exit 9; trap "rmdir here; exit" TERM; echo in; while :; do sleep 0.05; done'
    const worker = `{ command: ${JSON.stringify(lock)}, shell: true, ready: { log: in } }`
    const desk = await openProject(`workers: { old: ${worker} }`)
    expect((await desk.skep('up', '-d')).code).toBe(0)
    write(desk, `workers: { new: ${worker}, later: { command: sleep 1000, start: manual } }`)
    const { code, stdout } = await desk.skep('reload')
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(/^new: started: new in the file/),
        'later: added: new in the file, to be started by hand',
        expect.stringMatching(/^old: stopped in .*: the file no longer names it$/),
        '',
      ],
    ])
    const after = await runsOf(desk)
    expect(Object.keys(after).sort()).toEqual(['later', 'new'])
    expect(after['new']).toMatch(/running$/)
  })

  test('changes what needs no restart without one', async () => {
    const desk = await openProject('workers: { api: { command: sleep 1000 } }')
    await desk.skep('up', '-d')
    const before = await runsOf(desk)
    write(desk, 'workers: { api: { command: sleep 1000, stop: { signal: KILL }, group: web, success: [3] } }')
    expect((await desk.skep('reload')).stdout).toBe(
      'api: updated: stop, group, success changed (success from its next run on)\n',
    )
    expect(await runsOf(desk)).toEqual(before)
    const { workers } = await desk.bench.client.ask('subscribe', {})
    expect(workers[0]?.spec).toMatchObject({ group: 'web', stop: { action: { signals: ['SIGKILL'] } } })
  })

  test('lets a check that was wrong find out anew whether a worker is ready', async () => {
    const worker = (log: string): string =>
      `workers: { api: { command: [sh, -c, "echo open; exec sleep 1000"], ready: { log: ${log} } } }`
    const desk = await openProject(worker('opne'))
    await desk.skep('up', '-d', '--timeout', '300ms')
    const before = await runsOf(desk)
    write(desk, worker('open'))
    expect((await desk.skep('reload')).stdout).toBe('api: updated: ready changed\n')
    const isReady = async (): Promise<boolean> =>
      (await desk.bench.client.ask('subscribe', {})).runs[0]?.readyAtMs !== undefined
    await until(isReady, { what: 'it to be ready' })
    expect(await runsOf(desk)).toEqual(before)
  })

  test('leaves what was stopped by hand as it is, and starts what had failed', async () => {
    const desk = await openProject(
      'workers: { rests: { command: sleep 1000 }, fails: { command: [sh, -c, "exit 3"], start: auto } }',
    )
    await desk.skep('up', '-d')
    await desk.skep('stop', 'rests')
    write(desk, 'workers: { rests: { command: sleep 2000 }, fails: { command: sleep 1000 } }')
    expect((await desk.skep('reload')).stdout).toBe(
      'rests: updated: command changed\nfails: started: command changed\n',
    )
    expect(await runsOf(desk)).toMatchObject({
      rests: expect.stringContaining('ended'),
      fails: expect.stringContaining('running'),
    })
  })

  test('restarts who asked to be restarted with what it needs', async () => {
    const file = (seconds: number): string => `
workers:
  db: { command: sleep ${seconds} }
  api: { command: sleep 1000, needs: { db: { is: ready, restart: true } } }`
    const desk = await openProject(file(1_000))
    await desk.skep('up', '-d')
    const before = await runsOf(desk)
    write(desk, file(2_000))
    expect((await desk.skep('reload')).stdout).toBe('db: restarted: command changed\nunchanged: api\n')
    const isAnew = async (): Promise<boolean> => (await runsOf(desk))['api'] !== before['api']
    await until(isAnew, { what: 'another run of api' })
  })

  test('starts what a changed worker needs now', async () => {
    const desk = await openProject('workers: { api: { command: sleep 1000 } }')
    await desk.skep('up', '-d')
    write(desk, 'workers: { api: { command: sleep 2000, needs: [db] }, db: { command: sleep 1000, start: manual } }')
    expect((await desk.skep('reload')).code).toBe(0)
    const bothRun = async (): Promise<boolean> =>
      Object.values(await runsOf(desk)).every(words => words.includes('running'))
    await until(bothRun, { what: 'api and what it needs to run' })
  })

  test('gives the clock what it is to start, and another time for what waits for one', async () => {
    const file = (every: string): string => `workers: { backup: { command: sleep 1000, schedule: every ${every} } }`
    const desk = await openProject('workers: {}')
    await desk.skep('up', '-d')
    write(desk, file('1h'))
    expect((await desk.skep('reload')).stdout).toMatch(/^backup: started: new in the file; .*clock/)
    write(desk, file('2h'))
    expect((await desk.skep('reload')).stdout).toBe('backup: updated: schedule changed\n')
    const { workers } = await desk.bench.client.ask('subscribe', {})
    const dueMs = workers[0]?.state.status === 'scheduled' ? workers[0].state.dueMs : 0
    expect(dueMs - Date.now()).toBeGreaterThan(3_600_000 * 1.5)
  })

  test('from another shell restarts nothing, and what is restarted keeps what it inherited', async () => {
    const desk = await openProject('workers: { api: { command: [sh, -c, "echo $WHO $OWN; exec sleep 1000"] } }')
    await skepIn(desk, { WHO: 'first' }, 'up', '-d')
    const before = await runsOf(desk)
    expect(await skepIn(desk, { WHO: 'second' }, 'reload')).toContain('nothing has changed')
    expect(await runsOf(desk)).toEqual(before)
    write(desk, 'workers: { api: { command: [sh, -c, "echo $WHO $OWN; exec sleep 1000"], env: { OWN: own } } }')
    expect(await skepIn(desk, { WHO: 'second' }, 'reload')).toBe('api: restarted: env OWN changed\n')
    await until(async () => (await outputOf(desk, 'api')) === 'first own\n', { what: 'the first environment' })
  })

  test('restarts nothing for another path to the same folder', async () => {
    const desk = await openProject('workers: { api: { command: sleep 1000, cwd: . } }')
    await desk.skep('up', '-d')
    symlinkSync('.', join(desk.folder, 'link'))
    write(desk, 'workers: { api: { command: sleep 1000, cwd: link } }')
    expect((await desk.skep('reload')).stdout).toContain('nothing has changed')
    rmSync(join(desk.folder, 'link'))
  })
})

async function skepIn({ bench, folder }: Desk, env: Record<string, string>, ...argv: string[]): Promise<string> {
  const [stdout, stderr] = [openSink(), openSink()]
  const doors = toDoors(bench.client, { folder, stdout: stdout.stream, stderr: stderr.stream })
  await runProgram(argv, { ...doors, env: { ...doors.env, ...env } })
  return stdout.text()
}

test('a fault in the file changes nothing and is shown with its place', async () => {
  const desk = await openProject(shop)
  await desk.skep('up', '-d')
  const before = await runsOf(desk)
  write(desk, shop.replace('3000"', '4000').replace('web', 'wbe'))
  const { code, stderr } = await desk.skep('reload')
  expect([code, stderr]).toEqual([2, expect.stringContaining('skep.yaml:6:')])
  expect(await runsOf(desk)).toEqual(before)
})

test('a dry run says what would be done and does nothing', async () => {
  const desk = await openProject(shop)
  await desk.skep('up', '-d')
  const before = await runsOf(desk)
  write(desk, shop.replace('3000"', '4000"').replace('  web: {', '  site: {'))
  expect((await desk.skep('reload', '--dry-run')).stdout).toBe(
    [
      'api: would be restarted: env PORT changed',
      'site: would be started: new in the file',
      'web: would be stopped: the file no longer names it',
      'unchanged: db\n',
    ].join('\n'),
  )
  expect(await runsOf(desk)).toEqual(before)
  expect(stable(await desk.json('reload', '--json'))).toMatchSnapshot()
})

test('an up restarts nobody, says so, and a reload finds it still', async () => {
  const desk = await openProject('workers: { api: { command: sleep 1000 } }')
  await desk.skep('up', '-d')
  const before = await runsOf(desk)
  write(desk, 'workers: { api: { command: sleep 2000 } }')
  const { code, stderr } = await desk.skep('up', '-d')
  expect([code, stderr]).toEqual([0, 'api: runs on as it is: command changed; skep reload restarts it\n'])
  expect(await runsOf(desk)).toEqual(before)
  expect((await desk.skep('reload')).stdout).toBe('api: restarted: command changed\n')
})

test('what cannot start as the file says now is 1, with the reason', async () => {
  const desk = await openProject('workers: { api: { command: sleep 1000 } }')
  await desk.skep('up', '-d')
  write(desk, 'workers: { api: { command: no-such-command } }')
  const { code, stdout } = await desk.skep('reload')
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^api: restarted: command changed; could not run: /)])
})

test('where nothing runs there is nothing to reload', async () => {
  const desk = await openProject('workers: { api: { command: sleep 1000 } }')
  const [stdout, stderr] = [openSink(), openSink()]
  const doors = toDoors(desk.bench.client, { folder: desk.folder, stdout: stdout.stream, stderr: stderr.stream })
  expect(await runProgram(['reload'], { ...doors, findProject: async () => undefined })).toBe(4)
  expect(stderr.text()).toContain('skep up -d')
})

test('the screen is handed a way to reload by the file that it was opened on', async () => {
  const desk = await openDesk()
  const file = (seconds: number): string => `workers: { api: { command: sleep ${seconds} } }`
  writeFileSync(join(desk.folder, 'other.yaml'), file(1_000))
  const [stdout, stderr] = [openTerminalSink(), openTerminalSink()]
  const doors = toDoors(desk.bench.client, { folder: desk.folder, stdout: stdout.stream, stderr: stderr.stream })
  let said: readonly string[] = []
  const code = await runProgram(['up', '-f', 'other.yaml'], {
    ...doors,
    stdin: Object.assign(doors.stdin, { isTTY: true }),
    async showScreen({ reload }) {
      writeFileSync(join(desk.folder, 'other.yaml'), file(2_000))
      for (const dryRun of [true, false, false]) said = [...said, ...(await reload({ dryRun })).map(({ how }) => how)]
      return 0
    },
  })
  expect([code, said]).toEqual([0, ['restarted', 'restarted', 'unchanged']])
})
