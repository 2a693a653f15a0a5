import { sayAcknowledged } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withProject } from './project.ts'
import { toCommand, toRunSpec } from './run-spec.ts'
import { sayBegan } from './start.ts'
import { untilBegan } from './starting.ts'
import { openWatching } from './watching.ts'

export type AddOptions = {
  readonly name?: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly tty?: true
  readonly shell?: true
  readonly start?: true
  readonly json?: true
}

/** Puts a service into the catalogue, and starts it when asked. A name that was chosen is refused when it is taken. */
export function add({ words, options }: Given<AddOptions>, doors: Doors): Promise<number> {
  const { name, cwd, env, tty = false, shell = false, start = false, json = false } = options
  const order = { command: toCommand(words, shell), name, cwd, env, tty, stdin: 'pipe' } as const
  const spec = { ...toRunSpec(order, doors), kind: 'service' } as const
  return withProject(doors, async client => {
    const watching = await openWatching(client)
    const taken = name === undefined ? 'number' : 'refuse'
    const { acknowledged } = await client.ask('add', { spec, taken, start })
    const began = start ? await untilBegan(watching, [acknowledged]) : undefined
    watching.close()
    if (began) return sayBegan(began, { json, how: 'added and started' }, doors)
    const say = (): string => `added; to start it: skep start ${acknowledged.name}`
    sayAcknowledged([acknowledged], { json, say }, doors)
    return 0
  })
}
