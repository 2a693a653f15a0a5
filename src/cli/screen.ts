import type { Client } from '../client/client.ts'
import { toInherited, toRunEnvironment } from '../config/environment.ts'
import type { Doors, ScreenOrder } from './doors.ts'
import { definedOnly } from './run-spec.ts'

/** A screen needs a terminal at both ends that knows more than to print. */
export function canShowScreen({ stdin, stdout, env }: Doors): boolean {
  return stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb'
}

/** Shows the screen until it is left, or once; workers that are added there run where and with what we were started. */
export function showScreenOf(client: Client, doors: Doors, how: ScreenOrder['how'] = 'live'): Promise<number> {
  const inherited = toInherited(definedOnly(doors.env))
  return doors.showScreen({
    ...{ client, how },
    cwd: doors.cwd,
    environment: ({ tty }) => toRunEnvironment({ inherited, declared: {}, tty }),
  })
}
