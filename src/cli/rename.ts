import { sayAcknowledged } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withTarget } from './targets.ts'

/** Gives a worker another name; its runs stay its own. */
export function rename({ words, options }: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const [from = '', to = ''] = words
  return withTarget(from, { command: 'rename', doors }, async ({ client, worker }) => {
    const { acknowledged } = await client.ask('rename', { worker: worker.id, name: to })
    const say = (): string => (acknowledged.changed ? `was ${worker.spec.name}` : 'has that name already')
    sayAcknowledged([acknowledged], { json: options.json === true, say }, doors)
    return 0
  })
}
