import { toPlaced } from '../config/placed.ts'
import { Fault } from '../core/fault.ts'
import { isWorkerName, workerNameRule } from '../core/name.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { AddOptions } from './add.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withProject } from './project.ts'
import { toCommand, toRunSpec } from './run-spec.ts'
import { sayBegan } from './start.ts'
import { untilBegan } from './starting.ts'
import { openWatching } from './watching.ts'

export type EnsureOptions = Pick<AddOptions, 'cwd' | 'env' | 'tty' | 'shell' | 'json'>

/** Has a command run under a name, once, however often and by however many it is asked for. */
export async function ensure({ words, options }: Given<EnsureOptions>, doors: Doors): Promise<number> {
  const spec = await toEnsured(words, options, doors)
  return withProject(doors, async client => {
    const watching = await openWatching(client)
    const { acknowledged } = await client.ask('ensure', { spec })
    const began = await untilBegan(watching, [acknowledged])
    watching.close()
    return sayBegan(began, { json: options.json === true, how: 'started' }, doors)
  })
}

function toEnsured([name, ...words]: readonly string[], options: EnsureOptions, doors: Doors): Promise<WorkerSpec> {
  const { cwd, env, tty = false, shell = false } = options
  const order = { command: toCommand(words, shell), cwd, name: toName(name), env, tty, stdin: 'pipe' } as const
  return toPlaced({ ...toRunSpec(order, doors), kind: 'service' })
}

function toName(name: string | undefined): string {
  if (name !== undefined && isWorkerName(name)) return name
  const found = name === undefined ? 'none' : JSON.stringify(name)
  const hint = 'write: skep ensure NAME -- COMMAND…'
  throw new Fault({ code: 'usage', message: `a name is ${workerNameRule}, found ${found}`, hint })
}
