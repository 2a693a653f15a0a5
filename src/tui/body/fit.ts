import type { RunId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import { isLive } from '../../core/record.ts'
import type { Connection } from '../../protocol/connection.ts'
import type { Now } from '../now.ts'
import { bodyRectangle } from './rectangle.ts'
import { selectWanted } from './wanted.ts'

/** Gives terminals that are looked at the size in which they are seen. */
export type Fit = {
  update(now: Now): void
  /** What was asked may not have arrived: it is asked again. */
  renew(): void
  close(): void
}

type Looked = { readonly run: RunId; readonly size: Size }

/** A window that is dragged to another size passes many on the way. */
const restMs = 60

/** Starts with nothing looked at. `attach` opens a way to a run's terminal that types nothing. */
export function openFit(attach: Attach): Fit {
  const known = new Map<RunId, Size>()
  let last: Looked | undefined
  let timer: NodeJS.Timeout | undefined

  function send(): void {
    if (!last) return
    known.set(last.run, last.size)
    resize(attach, last).catch(ignore)
  }

  return {
    update(now) {
      const looked = selectLooked(now)
      if (!looked || isSameSize(known.get(looked.run), looked.size)) return
      const isNew = last?.run !== looked.run
      last = looked
      clearTimeout(timer)
      if (isNew) send()
      else timer = setTimeout(send, restMs)
    },
    renew: () => known.clear(),
    close: () => clearTimeout(timer),
  }
}

// A program that has just ended needs no size any more.
const ignore = (): void => {}

type Attach = (run: RunId) => ReturnType<Connection['attach']>

async function resize(attach: Attach, { run, size }: Looked): Promise<void> {
  const attachment = await attach(run)
  try {
    await attachment.resize(size)
  } finally {
    attachment.close()
  }
}

/** The living terminal that is seen, and its size. */
function selectLooked(now: Now): Looked | undefined {
  const wanted = selectWanted(now)
  const rectangle = bodyRectangle(now)
  if (wanted?.kind !== 'terminal' || !rectangle || !isLive(wanted.run)) return undefined
  if (wanted.run.state.status === 'starting' || wanted.run.state.status === 'queued') return undefined
  return { run: wanted.run.id, size: { columns: rectangle.columns, rows: rectangle.rows } }
}

function isSameSize(one: Size | undefined, other: Size): boolean {
  return one?.columns === other.columns && one.rows === other.rows
}
