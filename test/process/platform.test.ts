import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { openFiles, program, start, terminal, untilDrained, untilSaid } from './child.ts'

// Named after design/platform.md; the facts 1, 2, 6 and 8 to 11 have tests where their part is tested.

test('3: 3,000 bytes written before the exit into a paused terminal all arrive, however late they are read', async () => {
  const started = await start(program('prints-then-exits-fast.sh'), { terminal })
  started.child.pauseOutput()
  await until(() => started.record.exit, { what: 'the exit' })
  const exitMs = performance.now()
  await until(() => performance.now() - exitMs > 300, { what: 'more than the 200 ms of node-pty' })
  started.child.resumeOutput()
  await untilDrained(started)
  expect(started.record.text()).toHaveLength(3000)
})

test('4: a program can open its streams again by name', async () => {
  const started = await start(program('reopens-stderr.sh'))
  await untilDrained(started)
  expect(started.record.text('stdout')).toBe('out\n')
  expect(started.record.text('stderr')).toBe('err\nteed\n')
  expect(started.record.exit).toEqual({ kind: 'exited', code: 0 })
})

test('4: its streams are pipes, which nobody finds by name', async () => {
  const started = await start(['sh', '-c', 'test -p /dev/stdout && echo pipe; exec sleep 300'], { stdin: 'pipe' })
  await untilSaid(started, 'pipe')
  const files = openFiles(started.pid)
  expect([0, 1, 2].map(fd => files.get(fd))).toEqual([0, 1, 2].map(() => expect.stringMatching(/ \(deleted\)$/)))
})

test('5: merged streams and terminals keep the order of the program', async () => {
  const line = 'for i in 1 2 3 4 5 6 7 8 9; do echo $i; echo $i >&2; done'
  const merged = await start(['sh', '-c', line], { streams: 'merged' })
  const onTerminal = await start(['sh', '-c', line], { terminal })
  await untilDrained(merged)
  await untilDrained(onTerminal)
  const ordered = Array.from('112233445566778899')
  expect(merged.record.text().match(/\d/g)).toEqual(ordered)
  expect(onTerminal.record.text().match(/\d/g)).toEqual(ordered)
})

test('7: the exit is told while somebody still holds the pipe', async () => {
  const started = await start(program('holds-the-pipe.sh', '/nonexistent/file'))
  await until(() => started.record.exit, { what: 'the exit' })
  expect(started.record.told).not.toContain('drained')
  await untilDrained(started)
})
