import type { Client } from '../client/client.ts'
import { reload } from '../client/reload.ts'
import { toInherited, toRunEnvironment } from '../config/environment.ts'
import type { Doors, ScreenOrder } from './doors.ts'
import { type ConfigOptions, loadConfig } from './project.ts'
import { definedOnly } from './run-spec.ts'

/** A screen needs a terminal at both ends that knows more than to print. */
export function canShowScreen({ stdin, stdout, env }: Doors): boolean {
  return stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb'
}

/** How the screen is shown, and by which configuration it reloads. */
export type ScreenOptions = { readonly how?: ScreenOrder['how']; readonly config?: ConfigOptions }

/** Shows the screen until it is left, or once; workers that are added there run where and with what we were started. */
export function showScreenOf(client: Client, doors: Doors, options: ScreenOptions = {}): Promise<number> {
  const { how = 'live', config = {} } = options
  const inherited = toInherited(definedOnly(doors.env))
  return doors.showScreen({
    ...{ client, how },
    cwd: doors.cwd,
    environment: ({ tty }) => toRunEnvironment({ inherited, declared: {}, tty }),
    reload: async ({ dryRun }) => reload(client, { specs: (await loadConfig(config, doors)).workers, dryRun }),
  })
}
