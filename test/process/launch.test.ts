import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStat } from '../../src/process/stat.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { program, start, terminal, untilDrained, untilSaid } from './child.ts'

const kinds = [
  { kind: 'pipes', more: {} },
  { kind: 'a terminal', more: { terminal } },
] as const

test.each(kinds)('a child on $kind leads a session and a process group of its own', async ({ more }) => {
  const { pid } = await start(['sleep', '300'], more)
  // A terminal is told of before its child has run its first line.
  await until(() => readStat(pid)?.session === pid, { what: 'the session', show: () => readStat(pid) })
  expect(readStat(pid)).toMatchObject({ pid, group: pid, session: pid })
})

test.each(kinds)('the environment on $kind is exactly the one that was ordered', async ({ more }) => {
  const env = { PATH: process.env['PATH'] ?? '', ONLY: 'this one', TERM: 'xterm-256color' }
  const child = await start(['env'], { ...more, env })
  await untilDrained(child)
  expect(child.record.text().split(/\r?\n/).filter(Boolean).sort()).toEqual(
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
  )
})

test.each(kinds)('output, exit and drain on $kind are told in this order, the last two once', async ({ more }) => {
  const child = await start(['sh', '-c', 'echo one; exit 7'], more)
  await untilDrained(child)
  const { told, exit } = child.record
  expect(exit).toEqual({ kind: 'exited', code: 7 })
  expect(told.filter(word => word === 'exited' || word === 'drained')).toEqual(['exited', 'drained'])
  expect(told.at(-1)).toBe('drained')
  expect(child.record.text().trim()).toBe('one')
})

test.each(kinds)('death by a signal on $kind is told with its name', async ({ more }) => {
  const child = await start(program('dies-at-once.sh'), more)
  await untilDrained(child)
  expect(child.record.exit).toEqual({ kind: 'signalled', signal: 'SIGKILL' })
})

test.each(kinds)('what was written right before the exit on $kind is all there', async ({ more }) => {
  const child = await start(program('prints-then-exits-fast.sh'), more)
  await untilDrained(child)
  expect(child.record.text()).toHaveLength(3000)
})

test('two streams are told apart, and merged they are one in the order of the program', async () => {
  const line = 'echo 1; echo 2 >&2; echo 3; echo 4 >&2'
  const apart = await start(['sh', '-c', line])
  const merged = await start(['sh', '-c', line], { streams: 'merged' })
  await untilDrained(apart)
  await untilDrained(merged)
  expect([apart.record.text('stdout'), apart.record.text('stderr')]).toEqual(['1\n3\n', '2\n4\n'])
  expect(merged.record.text('merged')).toBe('1\n2\n3\n4\n')
})

test('bytes are handed on as they are', async () => {
  const child = await start(['printf', '\\377\\000\\303'])
  await untilDrained(child)
  expect(Buffer.concat(child.record.chunks.map(({ bytes }) => bytes))).toEqual(Buffer.from([0xff, 0x00, 0xc3]))
})

test('a child that holds the pipe neither keeps the run alive nor loses what was written', async () => {
  const file = join(tmpDir(), 'go on')
  const child = await start(program('holds-the-pipe.sh', file))
  await untilDrained(child)
  expect(child.record.exit).toEqual({ kind: 'exited', code: 3 })
  expect(child.record.text()).toBe('before\n')
  writeFileSync(file, '')
  await until(() => !existsSync(file), { what: 'the holder to write on' })
  await until(() => child.child.discardedBytes === 'late\n'.length, { what: 'what it wrote to be counted' })
  expect(child.record.text()).toBe('before\n')
})

test('a paused output holds the writer back, and nothing is lost', async () => {
  const child = await start(program('prints-forever.sh'))
  await untilSaid(child, 'all work')
  child.child.pauseOutput()
  // It waits in its write: five looks in a row find that it used no time.
  const cpuMs: (number | undefined)[] = []
  const isStill = () => cpuMs.push(readStat(child.pid)?.cpuMs) > 5 && new Set(cpuMs.slice(-5)).size === 1
  await until(isStill, { what: 'the writer to wait', show: () => cpuMs })
  const before = child.record.chunks.length
  child.child.resumeOutput()
  await until(() => child.record.chunks.length > before, { what: 'more output' })
  expect(new Set(child.record.text().split('\n').slice(0, -1)).size).toBe(1)
})

test.each(kinds)('what ended while its output on $kind was paused has all of it afterwards', async ({ more }) => {
  const child = await start(['sh', '-c', 'read line; printf %03000d 7'], { ...more, stdin: 'pipe' })
  child.child.pauseOutput()
  await child.child.input.write(Buffer.from('go\n'))
  await until(() => child.record.exit, { what: 'the exit' })
  const endedMs = performance.now()
  // Longer than a drain, and than the time after which node-pty throws away what is unread.
  await until(() => performance.now() - endedMs > 700, { what: 'time to pass' })
  expect(child.record.told).not.toContain('drained')
  child.child.resumeOutput()
  await untilDrained(child)
  expect(child.record.text().replace(/^go\r\n/, '')).toHaveLength(3000)
})

test('a program that lets go of its terminal keeps it', async () => {
  const child = await start(program('closes-its-terminal.sh'), { terminal })
  await untilDrained(child)
  expect(child.record.text()).toBe('back\r\n')
  expect(child.record.exit).toEqual({ kind: 'exited', code: 0 })
})

test('a terminal has the size that it was given, and is told when that changes', async () => {
  const child = await start(['sh', '-c', "trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done"], {
    terminal: { columns: 91, rows: 17 },
  })
  await untilSaid(child, '17 91')
  child.child.resize({ columns: 132, rows: 43 })
  await untilSaid(child, '43 132')
})

test('a terminal edits lines by characters, not by bytes', async () => {
  const child = await start(['cat'], { terminal })
  await child.child.input.write(Buffer.from('é\x7f\r'))
  await child.child.input.end()
  await untilDrained(child)
  expect(child.record.text().split('\r\n').at(-2)).toBe('')
})

test('letting go of a terminal hangs its program up', async () => {
  const child = await start(['sh', '-c', 'echo ready; exec sleep 300'], { terminal })
  await untilSaid(child, 'ready')
  child.child.close()
  await until(() => child.record.exit, { what: 'the end of the program' })
  expect(child.record.exit).toEqual({ kind: 'signalled', signal: 'SIGHUP' })
})
