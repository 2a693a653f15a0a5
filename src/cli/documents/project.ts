import type { LivingProject } from '../../client/projects.ts'
import { toIso } from '../json.ts'

/** A project whose daemon lives, as programs read it. */
export function toProjectDocument(one: LivingProject): Readonly<Record<string, unknown>> {
  if (one.kind === 'silent') {
    const { socket, problem, listener } = one
    return { project: listener?.project, folder: listener?.folder, pid: listener?.pid, socket, problem }
  }
  const { project, folder, socket, daemon, running } = one.status
  const { pid, startedAtMs, version } = daemon
  return { project, folder, pid, startedAt: toIso(startedAtMs), version, running, socket }
}
