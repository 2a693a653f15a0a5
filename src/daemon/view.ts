import { Fault } from '../core/fault.ts'
import { runFolder } from '../core/paths.ts'
import type { RunRecord } from '../core/record.ts'
import { follow } from '../log/follow.ts'
import { openReader } from '../log/read.ts'
import type { Attachment } from '../protocol/connection.ts'
import { looksOn, type Viewing, type ViewOrder } from '../protocol/viewing.ts'
import type { Parts } from './parts.ts'
import type { Sizes } from './sizes.ts'
import { lookAt } from './terminal/look.ts'
import type { ReplayParts } from './terminal/replay.ts'

export type ViewParts = ReplayParts & Pick<Parts, 'keeper'> & { readonly sizes: Sizes; readonly attachment: Attachment }

/** Shows a terminal of a runtime in this process: what it shows now, and everything from there on. */
export async function openView(record: RunRecord, order: ViewOrder, parts: ViewParts): Promise<Viewing> {
  const { keeper, world, sizes, attachment } = parts
  const { id: run } = record
  const reader = openReader(runFolder(world.runsFolder, run))
  const size = order.readOnly ? sizes.of(run) : order.size
  const { offset, state: screen } = await lookAt(parts, record, size)
  const closing = new AbortController()
  let isComplete = (await keeper.runs()).find(kept => kept.run === run)?.isDrained ?? true
  const grew = (wake: () => void): (() => void) =>
    keeper.onFact(fact => {
      if (fact.run !== run) return
      if (fact.kind === 'drained') isComplete = true
      if (fact.kind === 'grew' || fact.kind === 'drained') wake()
    })

  async function* output(): AsyncGenerator<Uint8Array> {
    const pages = follow(reader, offset, { grew, isComplete: () => isComplete, signal: closing.signal })
    for await (const { chunks } of pages) for (const { bytes } of chunks) yield bytes
  }

  if (!order.readOnly) await attachment.resize(order.size)
  return {
    ...{ size, screen, output: output() },
    write: bytes => (order.readOnly ? Promise.reject(looksOn()) : attachment.write(bytes)),
    resize: next => (order.readOnly ? Promise.resolve() : attachment.resize(next)),
    close() {
      closing.abort()
      attachment.close()
    },
  }
}

/** Refuses to show the terminal of a run that has none. */
export function requireTerminal({ tty, worker }: RunRecord, { picture }: Pick<Parts, 'picture'>): void {
  if (tty) return
  const name = picture.workers.get(worker)?.spec.name ?? worker
  const hint = `see what it writes: skep logs -f ${name}; type into it: skep send ${name} TEXT`
  throw new Fault({ code: 'refused', message: `${name} has no terminal`, hint })
}
