import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scenes/program.ts'

test('the example starts a server, asks it, and stops it with a verdict', () => {
  const file = join(root, 'examples/library/main.mjs')
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: '/', encoding: 'utf8' })
  expect({ stdout, stderr, status }).toEqual({
    stdout: 'the server says: honey\nstopped: 1 ended, 0 survived\n',
    stderr: '',
    status: 0,
  })
})
