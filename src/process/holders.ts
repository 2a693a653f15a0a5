import { isId, type RunId } from '../core/id.ts'
import type { ListeningPort } from '../core/ports.ts'
import { commandLine } from './command-line.ts'
import { MarkReader } from './mark.ts'
import { listeningSockets, takenPorts } from './ports.ts'
import { readTable } from './table.ts'

/** Who listens on a port that somebody else wants. */
export type Holder = Pick<ListeningPort, 'port' | 'address'> & {
  /** None when it is another user's process, or one of another container. */
  readonly process: { readonly pid: number; readonly command: string } | undefined
  /** The run whose mark it carries. */
  readonly run: RunId | undefined
}

/** Who listens on any of these TCP ports, at whatever address; nobody is looked for as long as none of them is taken. */
export async function findHolders(ports: readonly number[]): Promise<readonly Holder[]> {
  const taken = await takenPorts(ports)
  if (taken.length === 0) return []
  const { rows } = await readTable()
  const sockets = (await listeningSockets([...rows.keys()])).filter(({ port }) => ports.includes(port))
  const owners = sockets.flatMap(({ pid }) => rows.get(pid) ?? [])
  const marks = await new MarkReader().read(owners)
  const known = sockets.map(({ port, address, pid }): Holder => {
    const row = rows.get(pid)
    const run = marks.get(pid)?.run
    const process = row && { pid, command: commandLine(row) }
    return { port, address, process, run: run !== undefined && isId('run', run) ? run : undefined }
  })
  const unseen = taken.filter(one => !known.some(({ port }) => port === one.port))
  return [...known, ...unseen.map(one => ({ ...one, process: undefined, run: undefined }))]
}
