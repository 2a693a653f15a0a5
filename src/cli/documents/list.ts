import type { WorkerList } from '../../protocol/verbs/list.ts'
import type { Document } from './document.ts'
import { toWorkerDocument, type WorkerFacts } from './worker.ts'

/** What `skep ls` answers: `{project, runtimeId, workers}`. */
export function toListDocument(list: WorkerList): Document {
  const { project, runtimeId } = list
  return { project, runtimeId, workers: toFacts(list).map(toWorkerDocument) }
}

/** Each worker of a list with what was seen of its run. */
export function toFacts({ runtimeId, workers, usage, ports }: WorkerList): readonly WorkerFacts[] {
  const used = new Map(usage)
  const heard = new Map(ports)
  return workers.map(worker => ({
    ...{ worker, runtimeId },
    usage: worker.run && used.get(worker.run.id),
    ports: (worker.run && heard.get(worker.run.id)) ?? [],
  }))
}
