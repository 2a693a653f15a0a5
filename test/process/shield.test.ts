import { closeSync, openSync, readlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { openFiles, start, terminal } from './child.ts'

// A child has its own files only after its exec.
async function filesOf(pid: number, program: string): Promise<ReadonlyMap<number, string>> {
  await until(() => readlinkSync(`/proc/${pid}/exe`).endsWith(program), { what: 'the exec' })
  return openFiles(pid)
}

test('a child gets its three streams and nothing of ours, also while ten terminals live and descriptors have gaps', async () => {
  const fillers: number[] = []
  for (let terminals = 0; terminals < 10; terminals += 1) {
    await start(['sleep', '300'], { terminal })
    for (let files = 0; files < 4; files += 1) fillers.push(openSync('/dev/null', 'r'))
  }
  // The gaps that they leave are between the masters.
  for (const fd of fillers) closeSync(fd)

  const piped = await start(['sleep', '300'], { stdin: 'pipe' })
  const attached = await start(['sleep', '300'], { terminal })
  const ofPiped = [...(await filesOf(piped.pid, 'sleep'))]
  const ofAttached = await filesOf(attached.pid, 'sleep')

  expect(ofPiped.slice(0, 3).map(([fd]) => fd)).toEqual([0, 1, 2])
  expect(new Set(ofPiped.slice(3).map(([, file]) => file))).toEqual(new Set(['/dev/null']))
  expect([...ofAttached]).toEqual([0, 1, 2].map(fd => [fd, attached.child.terminalPath]))
})
