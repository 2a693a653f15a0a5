import type { Client } from '../../client/client.ts'
import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import { toPicture } from '../../core/picture.ts'
import { isLive } from '../../core/record.ts'
import { selectWorkers } from '../../core/select.ts'
import type { Doors } from '../doors.ts'

/** Whose terminal is shown. */
export type Target = { readonly run: RunId; readonly name: string }

/** The running worker of that name; whatever has no terminal that could be shown is refused with what to do instead. */
export async function findAttachable(client: Pick<Client, 'ask'>, word: string, env: Doors['env']): Promise<Target> {
  const { workers, runs } = toPicture(await client.ask('subscribe', {}))
  const [worker, ...others] = selectWorkers([word], { workers: workers.values() })
  if (!worker) throw notThere(word)
  if (others.length > 0) throw several(word, [worker, ...others].length)
  const { name } = worker.spec
  const run = worker.run && runs.get(worker.run)
  if (!run || !isLive(run)) throw notRunning(name)
  if (!run.tty) throw noTerminal(name)
  if (env['SKEP_RUN_ID'] === run.id) throw inItself(name)
  return { run: run.id, name }
}

/** Refuses a name that means no worker here. */
export function notThere(word: string): Fault {
  return new Fault({
    code: 'not-found',
    message: `there is no worker ${word}`,
    hint: 'list the workers with `skep ls`',
  })
}

function several(word: string, count: number): Fault {
  return new Fault({ code: 'usage', message: `${word} is ${count} workers`, hint: 'attach to one of them' })
}

function notRunning(name: string): Fault {
  const hint = `start it: skep start ${name}; or see what it wrote: skep logs ${name}`
  return new Fault({ code: 'not-running', message: `${name} is not running`, hint })
}

function noTerminal(name: string): Fault {
  const hint = `follow what it writes: skep logs -f ${name}; type into it: skep send ${name} TEXT`
  return new Fault({ code: 'refused', message: `${name} has no terminal to attach to`, hint })
}

function inItself(name: string): Fault {
  const hint = 'do it from another terminal'
  return new Fault({
    code: 'refused',
    message: `this is the terminal of ${name}, which would show itself for ever`,
    hint,
  })
}
