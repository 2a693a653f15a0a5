import { readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sweepSockets } from '../../src/daemon/sweep-sockets.ts'

const long = new Date(Date.now() - 3_600_000)
const [one, two, three, four] = ['0123456789ab', 'ba9876543210', 'aaaaaaaaaaaa', 'bbbbbbbbbbbb']

test('sockets of ours on which nobody listens are removed, and nothing else', async () => {
  const folder = await mkdtemp('/tmp/skep-w-')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string): string => join(folder, name)
  for (const name of [`s-${one}`, `k-${one}`, `s-${two}`, `s-${three}0`, 'theirs']) await abandon(at(name))
  await listen(at(`s-${three}`))
  await listen(at(`k-${three}`))
  writeFileSync(at(`s-${four}`), 'no socket')
  const young = `s-${two}`
  for (const name of readdirSync(folder)) if (name !== young) utimesSync(at(name), long, long)
  const before = readdirSync(folder)

  await sweepSockets(folder)
  const removed = before.filter(name => !readdirSync(folder).includes(name))
  expect(removed.sort()).toEqual([`k-${one}`, `s-${one}`])
  expect(readdirSync(folder)).toHaveLength(6)
})

test('a folder that is not there is no trouble', async () => {
  await expect(sweepSockets('/tmp/there is no such folder')).resolves.toBe(undefined)
})

async function listen(path: string): Promise<Server> {
  const server = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => server.listen(path, resolve))
  onTestFinished(() => void server.close())
  return server
}

/** Leaves a socket behind as a process does that was killed: one that ends removes its own. */
async function abandon(path: string): Promise<void> {
  const server = await listen(`${path}.made`)
  renameSync(`${path}.made`, path)
  await new Promise(resolve => server.close(resolve))
}
