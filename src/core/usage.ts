/** What a run's whole process tree uses now. Cores since the last sample when that is fresh, else since its start. */
export type Usage = {
  readonly cpuCores: number
  readonly memoryBytes: number
  readonly processes: number
  /** CPU time so far, in ms, of the processes that were seen. */
  readonly cpuMs: number
  /** The highest sum of resident sizes that was seen. */
  readonly peakMemoryBytes: number
}

/** One process of a run's tree, as `skep tree` shows it. */
export type TreeProcess = {
  readonly pid: number
  readonly parent: number
  readonly command: string
  readonly state: string
  readonly memoryBytes: number
  readonly cpuMs: number
  /** Left the session of the run: it runs on its own. */
  readonly detached: boolean
}
