import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../core/spec.ts'

/** What every worker has to say of itself. */
export type Basics = Pick<WorkerSpec, 'name' | 'command' | 'cwd' | 'env' | 'declaredEnv'>

/** A whole spec: what was chosen, and the defaults of decisions.md 25 for the rest. */
export function toSpec(basics: Basics, chosen: Partial<WorkerSpec>): WorkerSpec {
  return {
    ...basics,
    kind: 'service',
    tty: false,
    size: defaultSize,
    // When a dev server finds its input closed it often ends; a person can type into what has one.
    stdin: 'pipe',
    streams: 'apart',
    start: 'auto',
    stop: defaultStop(chosen.tty ?? false),
    restart: defaultRestart,
    success: [0],
    ...standsAlone,
    ...chosen,
  }
}
