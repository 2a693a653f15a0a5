import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { launchToStay } from '../../src/protocol/launch.ts'
import { tmpDir } from '../tmp.ts'

test('a program that was started and does not say that it is there is not waited for without end, and is named', async () => {
  const order = { env: process.env, log: join(tmpDir(), 'log'), what: 'the sleeper', withinMs: 50 }
  const problem: unknown = await launchToStay({ ...order, argv: ['sleep', '1000'] }).catch((found: unknown) => found)
  if (!(problem instanceof Fault)) throw problem
  const { code, message, hint, data } = problem
  const pid = Number(data?.['pid'])
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  expect({ code, message }).toEqual({
    code: 'unreachable',
    message: `the sleeper (process ${pid}) was started and was not there within 0.05 s`,
  })
  expect(hint).toContain(`kill -CONT ${pid}`)
  expect(hint).toContain(`kill -9 ${pid}`)
})
