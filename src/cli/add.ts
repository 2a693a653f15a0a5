import { describeChange } from '../core/difference.ts'
import type { Acknowledgement } from '../protocol/acknowledged.ts'
import { toAcknowledgementDocument } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withProject } from './project.ts'
import { toCommand, toRunSpec } from './run-spec.ts'
import { type SavedWorker, saveOne, saySaved } from './save.ts'
import { renderBegan, toBeganDocument } from './start.ts'
import { type Began, untilBegan } from './starting.ts'
import { openWatching } from './watching.ts'

export type AddOptions = {
  readonly name?: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly tty?: true
  readonly shell?: true
  readonly start?: true
  readonly save?: true
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
    const named = { ...spec, name: acknowledged.name }
    const saved = options.save ? await saveOne(client, named, doors) : undefined
    if (json) writeJson(doors, toDocument(began?.[0] ?? acknowledged, saved))
    else sayAdded(began?.[0] ?? acknowledged, saved, doors)
    return began?.some(({ standing }) => standing === 'failed') ? 1 : 0
  })
}

type Added = Began | Acknowledgement

function sayAdded(added: Added, saved: SavedWorker | undefined, doors: Doors): void {
  const { name } = 'standing' in added ? added.acknowledged : added
  const said = 'standing' in added ? renderBegan(added, 'added and started') : `added; to start it: skep start ${name}`
  doors.stdout.write(`${name}: ${said}\n`)
  if (saved) saySaved([saved], doors)
}

function toDocument(added: Added, saved: SavedWorker | undefined): Readonly<Record<string, unknown>> {
  const worker = 'standing' in added ? toBeganDocument(added) : toAcknowledgementDocument(added)
  const pending = saved?.taken.pending.map(describeChange)
  return { workers: [worker], saved: saved && { file: saved.file, pending } }
}
