import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePs } from '../../src/process/ps.ts'
import { parseStat } from '../../src/process/stat.ts'

const units = { pageBytes: 4096, ticksPerSecond: 100 }

function line(name: string, { state = 'S', threads = 1, device = 0 } = {}): string {
  const before = `1234 (${name}) ${state} 12 1200 1100 ${device} -1 4194304 1 2 3 4`
  return `${before} 150 50 30 20 20 0 ${threads} 0 987654 1000000 250 18446744073709551615 1 1 0 0\n`
}

test('a line of /proc/PID/stat is read', () => {
  expect(parseStat(line('node', { device: 34819 }), units)).toEqual({
    pid: 1234,
    parent: 12,
    group: 1200,
    session: 1100,
    startTicks: 987654,
    state: 'S',
    cpuMs: 2500,
    rssBytes: 250 * 4096,
    command: 'node',
    tty: 'pts/3',
  })
})

test.each(['a) R 1 1 1 (b', 'two words', '((', '))', '', 'line\nbreak', '日本'])('the name %j is a name', name => {
  expect(parseStat(line(name), units)).toMatchObject({ command: name, state: 'S', startTicks: 987654 })
})

test('a process whose first thread alone has ended is no zombie', () => {
  expect(parseStat(line('a', { state: 'Z', threads: 3 }), units)).toMatchObject({ state: 'S' })
  expect(parseStat(line('a', { state: 'Z', threads: 1 }), units)).toMatchObject({ state: 'Z' })
})

test.each([
  [0, undefined],
  [34816, 'pts/0'],
  [35072, 'pts/256'],
  [1025, '4:1'],
])('the terminal %i is %s', (device, tty) => {
  expect(parseStat(line('a', { device }), units)?.tty).toBe(tty)
})

test('whatever stands there, the answer is a row of numbers or none', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.nat(200).map(end => line('a').slice(0, end)),
  )
  fc.assert(
    fc.property(texts, text => {
      const row = parseStat(text, units)
      expect(row === undefined || [row.pid, row.startTicks].every(Number.isSafeInteger)).toBe(true)
    }),
  )
})

const ps = `    1     0     1 Ss     0:11.50  12345 Thu Nov 20 06:56:00 2025     ??       launchd
  501     1   501 S+     1:02:03.25  2048 Thu Nov 20 06:56:01 2025     ttys001  Google Chrome He
  502   501   501 U      3-04:00:00  0 Thu Nov 20 06:56:01 2025     ttys001  stuck
this is no process
`

test('what ps prints on macOS is read, and what is not understood left out', () => {
  const started = Date.parse('Thu Nov 20 06:56:00 2025') / 1000
  expect(parsePs(ps)).toEqual([
    expect.objectContaining({
      pid: 1,
      parent: 0,
      group: 1,
      state: 'S',
      cpuMs: 11_500,
      startTicks: started,
      tty: undefined,
    }),
    expect.objectContaining({
      pid: 501,
      cpuMs: 3_723_250,
      rssBytes: 2048 * 1024,
      command: 'Google Chrome He',
      tty: 'ttys001',
    }),
    expect.objectContaining({ pid: 502, state: 'D', cpuMs: (3 * 24 + 4) * 3_600_000 }),
  ])
})

test('whatever ps prints, reading it ends', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => Array.isArray(parsePs(text))))
})
