import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deliver, deliverToGroup } from '../../src/process/deliver.ts'
import { Pauses } from '../../src/process/pause.ts'
import { parseSignal, signalRun } from '../../src/process/signal.ts'
import { readStat } from '../../src/process/stat.ts'
import { until } from '../until.ts'
import { isAlive, program, start, terminal, untilPid, untilSaid } from './child.ts'
import { openCensus } from './stopping.ts'

test('a signal is known by its name, in full or not', () => {
  expect(['TERM', 'sigterm', 'SIGTERM'].map(parseSignal)).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM'])
})

test.each([
  ['TREM', 'Did you mean TERM?'],
  ['SIGUSR3', 'Did you mean USR1?'],
  ['constructor', 'Signals are HUP INT'],
])('%s is refused with what may have been meant', (name, hint) => {
  expect(() => parseSignal(name)).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: expect.stringContaining(name),
      hint: expect.stringContaining(hint),
    }),
  )
})

test.each([
  { scope: 'group', reached: [true, false] },
  { scope: 'all', reached: [true, true] },
] as const)('a signal to $scope reaches $reached', async ({ scope, reached }) => {
  const started = await start(program('tells-signals.pl'))
  const pids = [await untilPid(started, 'root'), await untilPid(started, 'away')]
  const answers = await signalRun(openCensus(started), started.order.run, { signal: 'SIGUSR1', scope })
  expect(pids.map(pid => answers.get(pid) === 'sent')).toEqual(reached)
  if (reached[1]) await untilSaid(started, 'away got USR1')
  await untilSaid(started, 'root got USR1')
  expect(started.record.text().includes('away got USR1')).toBe(reached[1])
})

test('a stranger who got the pid is not signalled', async () => {
  const stranger = await start(['sleep', '300'])
  const { pid, startTicks } = stranger.child.process
  const gone = { pid, startTicks: startTicks - 1 }
  expect(await deliver([gone], 'SIGKILL')).toEqual(new Map([[pid, 'gone']]))
  expect(await deliverToGroup(pid, [gone], 'SIGKILL')).toBe(false)
  expect(isAlive(pid)).toBe(true)
  expect(await deliver([stranger.child.process], 'SIGKILL')).toEqual(new Map([[pid, 'sent']]))
})

test('a group is signalled only while a known process is in it', async () => {
  const group = await start(['sleep', '300'])
  const other = await start(['sleep', '300'])
  expect(await deliverToGroup(group.pid, [other.child.process], 'SIGKILL')).toBe(false)
  expect(isAlive(group.pid)).toBe(true)
  expect(await deliverToGroup(group.pid, [group.child.process], 'SIGKILL')).toBe(true)
  await until(() => group.record.exit, { what: 'the end' })
})

test('what may not be signalled is told apart from what is gone', async () => {
  const others = await start(['sleep', '300'])
  const file = join(import.meta.dirname, '..', '..', 'src', 'process', 'deliver.ts')
  const stat = join(import.meta.dirname, '..', '..', 'src', 'process', 'stat.ts')
  // Root lends its rights to nobody; anyone else may not signal the first process. URG asks for those rights, unlike
  // CONT within a session, and does nothing to who gets it.
  const script = `
    const isRoot = process.getuid() === 0
    const target = isRoot ? ${others.pid} : 1
    if (isRoot) process.setuid(65534)
    const { deliver } = await import(${JSON.stringify(file)})
    const { readStat } = await import(${JSON.stringify(stat)})
    console.log([...(await deliver([readStat(target)], 'SIGURG')).values()][0])`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script]).toString().trim()).toBe('not permitted')
})

function states(pids: readonly number[]): (string | undefined)[] {
  return pids.map(pid => readStat(pid)?.state)
}

test.each([{ more: {} }, { more: { terminal } }])(
  'pause stops the whole tree, resume lets it go on ($more)',
  async ({ more }) => {
    const started = await start(program('stubborn-tree.pl'), more)
    const names = ['root', 'same-group', 'grandchild', 'own-group', 'session', 'twice']
    const pids = await Promise.all(names.map(name => untilPid(started, name)))
    const pauses = new Pauses(openCensus(started))
    // Who only forked to detach the others may still be on its way out.
    expect(await pauses.pause(started.order.run)).toBeGreaterThanOrEqual(names.length)
    await until(() => states(pids).every(state => state === 'T'), { what: 'all to stop', show: () => states(pids) })
    await pauses.resume(started.order.run)
    await until(() => states(pids).every(state => state === 'S'), { what: 'all to go on', show: () => states(pids) })
  },
)

test('what was stopped before the pause stays so after it', async () => {
  const started = await start(['sh', '-c', 'sleep 301 & echo child $!; wait'])
  const child = await untilPid(started, 'child')
  process.kill(child, 'SIGSTOP')
  await until(() => readStat(child)?.state === 'T', { what: 'the child to stop' })
  const pauses = new Pauses(openCensus(started))
  await pauses.pause(started.order.run)
  await until(() => readStat(started.pid)?.state === 'T', { what: 'the pause' })
  await pauses.resume(started.order.run)
  await until(() => readStat(started.pid)?.state === 'S', { what: 'the end of the pause' })
  expect(readStat(child)?.state).toBe('T')
})

test('a program in a shell keeps its terminal over a pause', async () => {
  const started = await start(['bash', '--norc', '-i'], { terminal })
  await untilSaid(started, /[#$] $/)
  await started.child.input.write(Buffer.from("cat; echo 'c'at is over\r"))
  const census = openCensus(started)
  await until(async () => (await census.find(started.order.run)).members.length === 2, { what: 'cat' })
  const pauses = new Pauses(census)
  await pauses.pause(started.order.run)
  await pauses.resume(started.order.run)
  await started.child.input.write(Buffer.from('still here\r'))
  await untilSaid(started, /still here\r\nstill here/)
  expect(started.record.text()).not.toContain('Stopped')
})
