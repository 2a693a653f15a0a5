import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTerminal } from '../../../src/tui/paint/open-terminal.ts'
import { tmpDir } from '../../tmp.ts'
import { until } from '../../until.ts'

/** Something to write to that takes 64 KiB and no more, until it is read. */
function openSlow() {
  const path = join(tmpDir(), 'terminal')
  execFileSync('mkfifo', [path])
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(fd))
  const terminal = openTerminal(Object.assign(new EventEmitter(), { fd, columns: 80, rows: 24 }))
  const bytes = Buffer.alloc(1024 * 1024)
  const read = () => {
    try {
      return bytes.toString('utf8', 0, readSync(fd, bytes))
    } catch {
      return ''
    }
  }
  return { terminal, read }
}

test('a terminal that takes nothing holds nobody up, says so, and has it all in order in the end', async () => {
  const { terminal, read } = openSlow()
  const frames = Array.from({ length: 50 }, (_, at) => `${at}:`.padEnd(10_000, 'x'))
  let drains = 0
  terminal.on('drain', () => {
    drains += 1
  })
  expect(frames.map(frame => terminal.write(frame))).toContain(false)
  expect(drains).toBe(0)
  let got = ''
  await until(
    () => {
      got += read()
      return drains === 1
    },
    { what: 'the rest to be written' },
  )
  expect(`${got}${read()}`).toBe(frames.join(''))
  expect(terminal.write('more')).toBe(true)
  terminal.close()
})

test('what is left at the end is written as far as there is room in a moment', () => {
  const { terminal, read } = openSlow()
  terminal.write('a'.repeat(100_000))
  const before = read().length
  terminal.close()
  expect(before + read().length).toBe(100_000)
})

test('a terminal that is gone takes everything and keeps nothing', () => {
  const path = join(tmpDir(), 'gone')
  execFileSync('mkfifo', [path])
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  closeSync(both)
  onTestFinished(() => closeSync(fd))
  const terminal = openTerminal(Object.assign(new EventEmitter(), { fd, columns: 80, rows: 24 }))
  expect(terminal.write('x'.repeat(100_000))).toBe(true)
  terminal.close()
})
