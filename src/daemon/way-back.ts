import type { SkepEvent } from '../core/event.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { Picture } from '../core/picture.ts'

/** The way back from events that a picture took in and that are not kept after all. */
export type WayBack = {
  /** Takes down what an event is about to change. */
  before(event: SkepEvent): void
  /** Makes the picture what it was before the first of them. */
  take(): void
}

/** Opens a way back to how the picture is now. Each event costs what it changes, however large the picture is. */
export function openWayBack(picture: Picture): WayBack {
  const { revision, workers, runs } = picture
  const steps: Array<() => void> = []
  let order: readonly WorkerId[] | undefined

  function keepWorker(id: WorkerId | undefined): void {
    if (id !== undefined) steps.push(toPutBack(workers, id))
  }

  function keepRun(id: RunId | undefined): void {
    if (id !== undefined) steps.push(toPutBack(runs, id))
  }

  function keepDiagnostics(): void {
    const before = [...picture.diagnostics]
    steps.push(() => void picture.diagnostics.splice(0, Number.POSITIVE_INFINITY, ...before))
  }

  return {
    before({ kind, worker, run }) {
      if (kind === 'diagnostic') keepDiagnostics()
      // Who is put back comes last, and the list is in the order in which workers were added.
      if (kind === 'worker.removed') order ??= [...workers.keys()]
      keepRun(worker && workers.get(worker)?.run)
      keepRun(run)
      keepWorker(worker)
    },
    take() {
      for (const step of steps.toReversed()) step()
      if (order) putInOrder(workers, order)
      picture.revision = revision
    },
  }
}

function toPutBack<Id, Known>(table: Map<Id, Known>, id: Id): () => void {
  const before = table.get(id)
  return () => {
    if (before === undefined) table.delete(id)
    else table.set(id, before)
  }
}

function putInOrder<Id, Known>(table: Map<Id, Known>, order: readonly Id[]): void {
  for (const id of order) {
    const known = table.get(id)
    if (known === undefined) continue
    table.delete(id)
    table.set(id, known)
  }
}
