import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { isAlive, program, start, terminal, untilDrained, untilPid, untilSaid } from './child.ts'
import { beginStop, endedBy, openCensus, stop } from './stopping.ts'

test('who obeys is ended by the stop action, long before the grace is over', async () => {
  const started = await start(['sleep', '300'])
  const verdict = await stop(openCensus(started), started, { graceMs: 30_000 })
  expect(verdict).toMatchObject({ run: started.order.run, survivors: [], spared: [] })
  expect(verdict.ended).toEqual([{ pid: started.pid, command: 'sleep 300', by: 'stop action' }])
  expect(verdict.tookMs).toBeLessThan(30_000)
  await until(() => started.record.exit, { what: 'the exit' })
  expect(started.record.exit).toEqual({ kind: 'signalled', signal: 'SIGTERM' })
})

test('who ignores the stop action is killed after the grace', async () => {
  const started = await start(program('ignores-sigterm.sh'))
  await untilSaid(started, 'ready')
  const verdict = await stop(openCensus(started), started, { graceMs: 300 })
  expect(endedBy(verdict, started.pid)).toBe('kill')
  expect(verdict.tookMs).toBeGreaterThanOrEqual(300)
  expect(verdict.survivors).toEqual([])
  expect(isAlive(started.pid)).toBe(false)
})

test('a stop can be hurried', async () => {
  const started = await start(program('ignores-sigterm.sh'))
  await untilSaid(started, 'ready')
  const stopping = beginStop(openCensus(started), started, { graceMs: 60_000 })
  stopping.hurry()
  expect(endedBy(await stopping.verdict, started.pid)).toBe('kill')
})

test('without a grace the stop action is left out', async () => {
  const started = await start(['sh', '-c', 'trap "echo asked" TERM; echo ready; while :; do sleep 0.05; done'])
  await untilSaid(started, 'ready')
  const verdict = await stop(openCensus(started), started, { graceMs: 0 })
  expect(endedBy(verdict, started.pid)).toBe('kill')
  await untilDrained(started)
  expect(started.record.text()).not.toContain('asked')
})

const names = ['root', 'same-group', 'grandchild', 'own-group', 'session', 'twice']

test.each([{ more: {} }, { more: { terminal } }])('of the stubborn tree nothing is left ($more)', async ({ more }) => {
  const started = await start(program('stubborn-tree.pl'), more)
  const pids = await Promise.all(names.map(name => untilPid(started, name)))
  const verdict = await stop(openCensus(started), started, { graceMs: 200 })
  expect(verdict.survivors).toEqual([])
  expect(pids.filter(isAlive)).toEqual([])
  expect(pids.map(pid => endedBy(verdict, pid))).toEqual(pids.map(() => 'kill'))
})

test('a daemon that detached twice is found by its mark', async () => {
  const started = await start(program('detaches-twice.pl'))
  const daemon = await untilPid(started, 'daemon')
  await untilDrained(started)
  const verdict = await stop(openCensus(started), started, { graceMs: 100 })
  expect(endedBy(verdict, daemon)).toBe('kill')
  expect(isAlive(daemon)).toBe(false)
})

test('a daemon that was seen before it overwrote its environment is remembered', async () => {
  const started = await start(program('overwrites-its-environment.pl'), { stdin: 'pipe' })
  const daemon = await untilPid(started, 'daemon')
  const census = openCensus(started)
  await census.pass()
  await started.child.input.write(Buffer.from('go\n'))
  await untilSaid(started, 'renamed')
  const verdict = await stop(census, started, { graceMs: 100 })
  expect(endedBy(verdict, daemon)).toBe('kill')
  expect(isAlive(daemon)).toBe(false)
})

test('what an ended run left behind is swept', async () => {
  const started = await start(program('forks-and-leaves.sh'))
  const child = await untilPid(started, 'child')
  await untilDrained(started)
  const census = openCensus(started)
  expect((await census.findLeft(started.order.run)).map(({ row }) => row.pid)).toEqual([child])
  expect(endedBy(await stop(census, started), child)).toBe('stop action')
  expect(await census.findLeft(started.order.run)).toEqual([])
  expect(census.isWatched(started.order.run)).toBe(false)
})

test('a paused tree acts on the stop action', async () => {
  const started = await start(['sh', '-c', 'sleep 300 & sleep 300'])
  const census = openCensus(started)
  await until(async () => (await census.find(started.order.run)).members.length === 3, { what: 'the tree' })
  process.kill(-started.pid, 'SIGSTOP')
  const verdict = await stop(census, started, { graceMs: 30_000 })
  expect(verdict.ended.map(({ by }) => by)).toEqual(['stop action', 'stop action', 'stop action'])
})

test('an interactive shell ends with its terminal, though it ignores TERM', async () => {
  const started = await start(['bash', '--norc', '-i'], { terminal })
  await untilSaid(started, /[#$] $/)
  const verdict = await stop(openCensus(started), started, { graceMs: 30_000 })
  expect(endedBy(verdict, started.pid)).toBe('stop action')
})

test('keys are typed, and what names no key is typed as it is', async () => {
  const started = await start(['sh', '-c', 'echo ready; read line; echo "got $line"'], { terminal })
  await untilSaid(started, 'ready')
  const action = { kind: 'keys', keys: ['quit', 'Space', 'now', 'Enter'] } as const
  const verdict = await stop(openCensus(started), started, { action, graceMs: 30_000 })
  await untilDrained(started)
  expect(started.record.text()).toContain('got quit now')
  expect(endedBy(verdict, started.pid)).toBe('stop action')
})

test('a stop command runs where the run does, and is no part of the verdict', async () => {
  const started = await start(['sh', '-c', 'echo $$ > "$FILE"; exec sleep 300'], {
    env: { PATH: process.env['PATH'] ?? '', FILE: join(tmpDir(), 'pid') },
  })
  const action = { kind: 'command', command: { kind: 'shell', line: 'kill "$(cat "$FILE")"; rm "$FILE"' } } as const
  const census = openCensus(started)
  await until(async () => (await census.find(started.order.run)).members[0]?.row.command === 'sleep', { what: 'sleep' })
  const verdict = await stop(census, started, { action, graceMs: 30_000 })
  expect(verdict.ended).toEqual([{ pid: started.pid, command: 'sleep 300', by: 'stop action' }])
})

test('without the program of its stop command a run gets a TERM', async () => {
  const started = await start(['sleep', '300'])
  const action = { kind: 'command', command: { kind: 'argv', argv: ['no-such-program'] } } as const
  const verdict = await stop(openCensus(started), started, { action, graceMs: 30_000 })
  expect(endedBy(verdict, started.pid)).toBe('stop action')
})

test('a program that forks for ever is caught', async () => {
  const started = await start(program('forks-for-ever.pl'))
  await untilSaid(started, 'ready')
  const verdict = await stop(openCensus(started), started, { action: { kind: 'signals', signals: [] }, graceMs: 100 })
  expect(verdict.survivors).toEqual([])
  const census = openCensus(started)
  expect((await census.find(started.order.run)).members).toEqual([])
})

test('a stop with a group as its scope reaches no further, and names who lives on', async () => {
  const started = await start(['sh', '-c', 'setsid sh -c "echo away \\$\\$ ; exec sleep 300" & sleep 300'])
  const away = await untilPid(started, 'away')
  const verdict = await stop(openCensus(started), started, { scope: 'group', graceMs: 30_000 })
  expect(endedBy(verdict, started.pid)).toBe('stop action')
  expect(verdict.spared).toMatchObject([{ pid: away, command: 'sleep 300' }])
  expect(isAlive(away)).toBe(true)
})

test('who is on the spared list and left the session lives on, with what is below it, and is named', async () => {
  const line = 'cp "$(command -v sh)" "$D/spareme"; setsid "$D/spareme" -c "echo away \\$\\$; sleep 300; :" & sleep 300'
  const folder = tmpDir()
  const env = { PATH: process.env['PATH'] ?? '', D: folder }
  const started = await start(['sh', '-c', line], { env })
  const away = await untilPid(started, 'away')
  const census = openCensus(started)
  await until(async () => (await census.find(started.order.run)).members.length === 4, { what: 'the tree' })
  const verdict = await stop(census, started, { spare: ['spareme'], graceMs: 30_000 })
  expect(verdict.spared).toMatchObject([{ pid: away, reason: expect.stringContaining('1 process below') }])
  expect(verdict.ended.map(({ command }) => command).sort()).toEqual([expect.stringContaining('sh -c'), 'sleep 300'])
  expect(isAlive(away)).toBe(true)
  process.kill(-away, 'SIGKILL')
})

test('the spared list does not help who stays in the session', async () => {
  const started = await start(['sleep', '300'])
  const verdict = await stop(openCensus(started), started, { spare: ['sleep'] })
  expect(endedBy(verdict, started.pid)).toBe('stop action')
})

test('who was started to live on without the run is outside, and named', async () => {
  const line = 'SKEP_OUTSIDE=1 setsid sh -c "echo away \\$\\$ ; exec sleep 300" & sleep 300'
  const started = await start(['sh', '-c', line])
  const away = await untilPid(started, 'away')
  const verdict = await stop(openCensus(started), started, { graceMs: 30_000 })
  expect(verdict.spared).toMatchObject([{ pid: away }])
  expect(isAlive(away)).toBe(true)
})
