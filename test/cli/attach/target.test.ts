import { expect, test } from 'vitest'
import { findAttachable } from '../../../src/cli/attach/target.ts'
import { specOf } from '../../daemon/specs.ts'
import { openDesk } from '../desk.ts'

test('attach is refused without a terminal of ours, with what to do instead', async () => {
  const { skep } = await openDesk()
  expect(await skep('attach', 'repl')).toMatchObject({ code: 2, stderr: expect.stringContaining('skep logs -f repl') })
})

test('attach takes one running worker with a terminal that is not its own', async () => {
  const { bench } = await openDesk()
  const id = await bench.start(specOf('repl', 'exec sleep 100', { tty: true }))
  const ended = await bench.start(specOf('ended', 'exit 0', { tty: true }))
  await bench.start(specOf('piped', 'exec sleep 100'))
  await bench.untilIs(ended, 'completed')
  const find = (word: string, env = {}) => findAttachable(bench.client, word, env)
  const run = bench.runOf(id).id
  expect(await find('rep')).toEqual({ run, name: 'repl' })
  await expect(find('piped')).rejects.toMatchObject({
    code: 'refused',
    hint: expect.stringContaining('skep send piped'),
  })
  await expect(find('ended')).rejects.toMatchObject({
    code: 'not-running',
    hint: expect.stringContaining('skep logs ended'),
  })
  await expect(find('nobody')).rejects.toMatchObject({ code: 'not-found' })
  await expect(find('*')).rejects.toMatchObject({ code: 'usage' })
  await expect(find('repl', { SKEP_RUN_ID: run })).rejects.toMatchObject({ code: 'refused' })
})
