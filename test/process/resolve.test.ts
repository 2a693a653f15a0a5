import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../../src/process/launch.ts'
import { resolveOrder } from '../../src/process/resolve.ts'
import { tmpDir } from '../tmp.ts'
import { Record, start, terminal, toOrder, untilDrained } from './child.ts'

const env = { PATH: '/usr/bin:/bin' }

function write(path: string, text: string, mode = 0o755): string {
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test('a command is found by the PATH of the run, relative folders from its own cwd', () => {
  const cwd = tmpDir()
  mkdirSync(join(cwd, 'bin'))
  write(join(cwd, 'bin', 'only-here'), '#!/bin/sh\n')
  expect(resolveOrder({ argv: ['only-here'], cwd, env: { PATH: '/bin:bin' } })).toEqual({ ok: true })
  expect(resolveOrder({ argv: ['./bin/only-here'], cwd, env })).toEqual({ ok: true })
  expect(resolveOrder({ argv: ['only-here'], cwd: join(cwd, 'bin'), env: { PATH: '' } })).toEqual({ ok: true })
  expect(resolveOrder({ argv: ['only-here'], cwd, env })).toEqual({
    ok: false,
    errno: 'ENOENT',
    message: "no program only-here in the run's PATH (/usr/bin:/bin)",
  })
})

test('without a PATH it looks where execvp does', () => {
  expect(resolveOrder({ argv: ['sh'], cwd: '/', env: {} })).toEqual({ ok: true })
  expect(resolveOrder({ argv: ['no-such'], cwd: '/', env: {} })).toMatchObject({
    message: expect.stringContaining('/bin:/usr/bin (the run has no PATH)'),
  })
})

test('what cannot be executed is passed over while something later in the PATH can', () => {
  const cwd = tmpDir()
  write(join(cwd, 'sh'), 'no program', 0o644)
  expect(resolveOrder({ argv: ['sh'], cwd, env: { PATH: `${cwd}:/bin` } })).toEqual({ ok: true })
  expect(resolveOrder({ argv: ['sh'], cwd, env: { PATH: cwd } })).toMatchObject({ errno: 'EACCES' })
})

test.each([
  ['missing', 'ENOENT', 'does not exist'],
  ['folder', 'EISDIR', 'is not a file'],
  ['plain', 'EACCES', 'may not be executed'],
  ['plain/below', 'ENOTDIR', 'below something that is none'],
  ['circle', 'ELOOP', 'circle of symbolic links'],
  ['script', 'ENOENT', 'is a script for "/no/such/interpreter", which does not exist'],
  ['dos', 'ENOENT', 'is a script for "/bin/sh\\r", which does not exist'],
])('%s is refused with %s', (name, errno, message) => {
  const cwd = tmpDir()
  mkdirSync(join(cwd, 'folder'))
  write(join(cwd, 'plain'), 'no program', 0o644)
  symlinkSync('circle', join(cwd, 'circle'))
  write(join(cwd, 'script'), '#! /no/such/interpreter -x\n')
  write(join(cwd, 'dos'), '#!/bin/sh\r\necho\r\n')
  const refused = resolveOrder({ argv: [`./${name}`], cwd, env })
  expect(refused).toEqual({ ok: false, errno, message: expect.stringContaining(message) })
  expect(refused).toMatchObject({ message: expect.stringContaining(join(cwd, name)) })
})

test.each([
  ['/no/such/folder', 'ENOENT'],
  ['/etc/passwd', 'ENOTDIR'],
])('the folder %s is refused with %s', (cwd, errno) => {
  expect(resolveOrder({ argv: ['sh'], cwd, env })).toMatchObject({ errno, message: expect.stringContaining(cwd) })
})

test('a NUL, which would cut a text short, and a text that is too long are refused by name', () => {
  const cwd = '/'
  expect(resolveOrder({ argv: ['sh', 'a\0b'], cwd, env })).toMatchObject({
    errno: 'EINVAL',
    message: expect.stringContaining('argument 1'),
  })
  const long = { ...env, LONG: 'x'.repeat(131_072) }
  expect(resolveOrder({ argv: ['sh'], cwd, env: long })).toMatchObject({
    errno: 'E2BIG',
    message: expect.stringContaining('variable LONG'),
  })
  const fits = { ...env, LONG: 'x'.repeat(131_071 - 'LONG='.length) }
  expect(resolveOrder({ argv: ['sh'], cwd, env: fits })).toEqual({ ok: true })
})

test.each([{ more: {} }, { more: { terminal } }])(
  '6: what is missing is told alike, and nothing is run ($more)',
  async ({ more }) => {
    const record = new Record()
    const launched = await launch(toOrder(['no-such-program'], more), record)
    expect(launched).toMatchObject({ ok: false, errno: 'ENOENT', message: expect.stringContaining('no-such-program') })
    expect(record.told).toEqual([])
  },
)

test.each([{ more: {} }, { more: { terminal } }])(
  '15: the longest environment text still starts ($more)',
  async ({ more }) => {
    const long = 'x'.repeat(131_071 - 'LONG='.length)
    const started = await start(['sh', '-c', 'echo $' + '{#LONG}'], { ...more, env: { ...env, LONG: long } })
    await untilDrained(started)
    expect(started.record.text().trim()).toBe(String(long.length))
  },
)
