import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { program, start, terminal, untilDrained, untilSaid } from './child.ts'

const MiB = 1024 * 1024

test('what is written reaches the program, and the end of input ends it', async () => {
  const started = await start(['cat'], { stdin: 'pipe' })
  await started.child.input.write(Buffer.from('one '))
  await started.child.input.write(Buffer.from('two'))
  await started.child.input.end()
  await untilDrained(started)
  expect(started.record.text()).toBe('one two')
  expect(started.record.exit).toEqual({ kind: 'exited', code: 0 })
})

test('a great deal arrives complete and in order through a full pipe', async () => {
  const started = await start(['sh', '-c', 'sleep 0.2; exec sha256sum'], { stdin: 'pipe' })
  const hash = createHash('sha256')
  for (let piece = 0; piece < 40; piece += 1) {
    const bytes = Buffer.alloc(300_000, piece)
    hash.update(bytes)
    await until(() => started.child.input.pendingBytes + bytes.length <= MiB, { what: 'room in the queue' })
    await started.child.input.write(bytes)
  }
  await started.child.input.end()
  await untilDrained(started)
  expect(started.record.text()).toContain(hash.digest('hex'))
})

test.each([
  { kind: 'pipes', more: { stdin: 'pipe' } },
  { kind: 'a terminal', more: { terminal } },
] as const)('more than a MiB that nobody reads is refused on $kind, and what was taken is kept', async ({ more }) => {
  const started = await start(program('never-reads-stdin.sh'), more)
  await untilSaid(started, 'ready')
  const { input } = started.child
  await input.write(Buffer.alloc(MiB - 100, 'x'))
  const pendingBytes = await until(() => input.pendingBytes < MiB - 100 && input.pendingBytes, {
    what: 'some to be taken',
  })
  await expect(input.write(Buffer.alloc(MiB, 'y'))).rejects.toMatchObject({ code: 'input-full' })
  expect(input.pendingBytes).toBeLessThanOrEqual(pendingBytes)
  await input.write(Buffer.from('there is room for this'))
})

test('200,000 bytes for a raw program that does not read hold nothing up, and all arrive once it reads', async () => {
  const file = join(tmpDir(), 'read now')
  const started = await start(program('reads-raw.sh', file), { terminal })
  await untilSaid(started, 'ready')
  const turns = countTurns()
  await started.child.input.write(Buffer.alloc(200_000, 'x'))
  await until(() => turns.count() > 50, { what: 'the loop to turn' })
  expect(turns.longestMs()).toBeLessThan(1000)
  expect(started.child.input.pendingBytes).toBeGreaterThan(0)
  writeFileSync(file, '')
  await started.child.input.end()
  await untilSaid(started, 'got 200001')
  turns.end()
})

test('a million single keys for a program that does not read are one queue', async () => {
  const started = await start(program('never-reads-stdin.sh'), { terminal })
  await untilSaid(started, 'ready')
  const { input } = started.child
  await input.write(Buffer.alloc(100_000, 'x'))
  await Promise.all(Array.from({ length: 900_000 }, () => input.write(Buffer.from('y'))))
  expect(input.pendingBytes).toBeGreaterThan(900_000)
})

test('the end of input on a terminal is Ctrl-D, and more can be typed after it', async () => {
  const started = await start(['sh', '-c', 'cat; echo again; cat'], { terminal })
  await started.child.input.end()
  await untilSaid(started, 'again')
  await started.child.input.write(Buffer.from('more\r'))
  await started.child.input.end()
  await untilDrained(started)
  expect(started.record.exit).toEqual({ kind: 'exited', code: 0 })
})

test('a program that closes its input or ends is no error to who writes', async () => {
  const started = await start(['sh', '-c', 'exec 0<&-; echo closed; exec sleep 300'], { stdin: 'pipe' })
  await untilSaid(started, 'closed')
  const { input } = started.child
  await input.write(Buffer.from('nobody reads this'))
  await until(() => input.pendingBytes === 0, { what: 'the queue to be dropped' })
  await expect(input.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'input-closed' })
})

test('without stdin nothing is taken', async () => {
  const started = await start(['sleep', '300'])
  await expect(started.child.input.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'input-closed' })
  await started.child.input.end()
})

test('after the end of input nothing more is taken, and a second end changes nothing', async () => {
  const started = await start(['sleep', '300'], { stdin: 'pipe' })
  await started.child.input.end()
  await started.child.input.end()
  await expect(started.child.input.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'input-closed' })
})

test.each([{ more: { stdin: 'pipe' } }, { more: { terminal } }] as const)(
  'after the end of the process nothing more is taken ($more)',
  async ({ more }) => {
    const started = await start(['true'], more)
    await untilDrained(started)
    await expect(started.child.input.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'ended' })
    expect(started.child.input.pendingBytes).toBe(0)
  },
)

test('/dev/stdin can be opened while input lasts and after its end', async () => {
  const file = join(tmpDir(), 'late')
  const line = 'cat /dev/stdin; until [ -e "$0" ]; do sleep 0.05; done; cat /dev/stdin; echo end'
  const started = await start(['sh', '-c', line, file], { stdin: 'pipe' })
  await started.child.input.write(Buffer.from('read by name\n'))
  await started.child.input.end()
  await untilSaid(started, 'read by name')
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, '')
  await untilDrained(started)
  expect(started.record.text()).toBe('read by name\nend\n')
})

function countTurns(): { count(): number; longestMs(): number; end(): void } {
  let [turns, longestMs, lastMs] = [0, 0, performance.now()]
  const timer = setInterval(() => {
    const nowMs = performance.now()
    turns += 1
    longestMs = Math.max(longestMs, nowMs - lastMs)
    lastMs = nowMs
  }, 1)
  return { count: () => turns, longestMs: () => longestMs, end: () => clearInterval(timer) }
}
