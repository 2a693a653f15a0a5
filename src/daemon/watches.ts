import { relative } from 'node:path'
import type { SkepEvent } from '../core/event.ts'
import type { WorkerId } from '../core/id.ts'
import { withDependants } from '../core/needs.ts'
import type { WorkerRecord } from '../core/record.ts'
import { diagnose } from './diagnose.ts'
import { type FileWatch, watchFiles } from './files.ts'
import type { Parts } from './parts.ts'
import type { Workers } from './workers.ts'

/** Restarts workers when the files change that they are made from. */
export type Watches = {
  /** Goes on with the workers that an earlier runtime had. */
  goOn(): void
  close(): void
}

/** What is watched for a worker, and what of it has changed since its last restart. */
type Watched = {
  readonly key: string
  readonly files: FileWatch
  readonly changed: Set<string>
  quiet?: NodeJS.Timeout
}

/** Opens the watches of a runtime: a worker that is wanted has one, whether it runs or has failed. */
export function openWatches(parts: Parts, workers: Pick<Workers, 'move'>): Watches {
  const { journal, picture } = parts
  const watched = new Map<WorkerId, Watched>()

  function hear(events: readonly SkepEvent[]): void {
    const moved = events.flatMap(({ kind, worker }) => (worker && kind.startsWith('worker.') ? [worker] : []))
    for (const id of new Set(moved)) look(id)
  }

  function look(id: WorkerId): void {
    const worker = picture.workers.get(id)
    const key = worker?.wanted === 'up' && worker.spec.watch ? keyOf(worker) : undefined
    if (watched.get(id)?.key === key) return
    forget(id)
    if (worker && key !== undefined) begin(worker, key)
  }

  function begin({ id, spec: { watch, cwd } }: WorkerRecord, key: string): void {
    if (!watch) return
    const files = watchFiles({
      ...{ paths: watch.paths, ignore: watch.ignore, folder: cwd },
      changed: path => note(id, path),
      failed: problem => complain(id, problem),
    })
    watched.set(id, { key, files, changed: new Set() })
  }

  function note(id: WorkerId, path: string): void {
    const known = watched.get(id)
    const watch = picture.workers.get(id)?.spec.watch
    if (!known || !watch) return
    known.changed.add(path)
    clearTimeout(known.quiet)
    known.quiet = setTimeout(() => restart(id), watch.debounceMs)
  }

  function restart(id: WorkerId): void {
    const worker = picture.workers.get(id)
    const changed = watched.get(id)?.changed
    if (!worker || !changed || worker.wanted !== 'up') return
    const reason = describeChanged([...changed], worker.spec.cwd)
    changed.clear()
    const others = worker.spec.watch?.cascade ? withDependants([worker], picture.workers.values()) : [worker]
    for (const one of new Set([worker, ...others]))
      workers.move(one.id, { kind: 'restart' }, { actor: 'supervisor', reason })
  }

  function complain(id: WorkerId, problem: unknown): void {
    const name = picture.workers.get(id)?.spec.name
    const message = `${name ?? id} cannot be restarted when its files change: ${describeProblem(problem)}`
    diagnose(parts, { severity: 'error', code: 'worker.watch-failed', message, worker: id })
  }

  function forget(id: WorkerId): void {
    const known = watched.get(id)
    clearTimeout(known?.quiet)
    known?.files.close()
    watched.delete(id)
  }

  const stopListening = journal.onCommit(hear)
  return {
    goOn() {
      for (const id of picture.workers.keys()) look(id)
    },
    close() {
      stopListening()
      for (const id of [...watched.keys()]) forget(id)
    },
  }
}

function keyOf({ spec: { watch, cwd } }: WorkerRecord): string {
  return JSON.stringify([cwd, watch?.paths, watch?.ignore])
}

function describeChanged(paths: readonly string[], folder: string): string {
  const [first = ''] = paths
  const shown = relative(folder, first) || first
  return paths.length === 1 ? `${shown} has changed` : `${paths.length} files have changed, such as ${shown}`
}

function describeProblem(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined
  if (code === 'ENOSPC' || code === 'EMFILE')
    return `the system watches no more files for this user: watch fewer, or raise fs.inotify.max_user_watches`
  return problem instanceof Error ? problem.message : String(problem)
}
