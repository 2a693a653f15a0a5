import type { RunId } from './id.ts'

/** A process is known by its pid and its start (clock ticks since boot): pids are used again, the pair is not. */
export type ProcessIdentity = { readonly pid: number; readonly startTicks: number }

/** What brought a process to its end during a stop. */
export type EndedBy = 'stop action' | 'kill' | 'itself'

export type EndedProcess = { readonly pid: number; readonly command: string; readonly by: EndedBy }
export type Survivor = {
  readonly pid: number
  readonly command: string
  /** Why it lives: not permitted, stuck in the kernel, … */
  readonly reason: string
  readonly ports: readonly number[]
}
export type SparedProcess = { readonly pid: number; readonly command: string; readonly reason: string }

/** What a stop did to a run's whole process tree. */
export type Verdict = {
  readonly run: RunId
  readonly tookMs: number
  readonly ended: readonly EndedProcess[]
  readonly survivors: readonly Survivor[]
  readonly spared: readonly SparedProcess[]
}
