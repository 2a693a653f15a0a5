import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../../core/fault.ts'
import type { CommonOptions, Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { writeJson } from '../json.ts'
import { withFound } from '../project.ts'

/** Ends the daemon and leaves what runs to its keeper. */
export async function stop({ options }: Given<CommonOptions>, doors: Doors): Promise<number> {
  const pid = await endDaemon(doors)
  if (options.json) writeJson(doors, { ended: pid ?? null })
  else doors.stdout.write(pid === undefined ? 'no daemon lives for this project\n' : 'ended; what runs goes on\n')
  return 0
}

/** A daemon writes what waits before it is gone; so long that may take, looked at so often. */
const mostLooks = 200
const lookMs = 25

/** Ends the daemon and waits until its process is gone; undefined where none lives. */
export async function endDaemon(doors: Doors): Promise<number | undefined> {
  const pid = await withFound(doors, 'living', async client => {
    const { daemon } = await client.ask('status', {})
    await client.ask('leave', {})
    return daemon.pid
  })
  for (let look = 0; pid !== undefined && isThere(pid); look += 1) {
    if (look === mostLooks) throw stuck(pid)
    await pause(lookMs)
  }
  return pid
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function stuck(pid: number): Fault {
  const hint = `end it with \`kill -9 ${pid}\`: what runs goes on all the same`
  return new Fault({ code: 'unreachable', message: `the daemon (process ${pid}) was told to end and does not`, hint })
}
