import { Fault } from '../core/fault.ts'
import { greetingMs } from '../protocol/greet.ts'
import { type DaemonPlace, findDaemonPid, stillHint } from './find.ts'

/** What is said of a daemon that takes connections and does not answer. */
export function stillFault(place: DaemonPlace): Fault {
  const pid = findDaemonPid(place)
  const who = pid === undefined ? `the daemon at ${place.socket}` : `the daemon (process ${pid})`
  const message = `${who} stands still: it did not answer within ${greetingMs / 1_000} s`
  const hint = stillHint(pid ?? 'PID')
  return new Fault({ code: 'unreachable', message, hint, data: { standsStill: true, pid } })
}

/** Whether a problem is that: one that stands still does not become another one by trying again. */
export function isStill({ data }: Fault): boolean {
  return data?.['standsStill'] === true
}
