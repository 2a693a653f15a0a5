import { readFileSync } from 'node:fs'

/** What processes hold that they do not share, in MiB: shared pages count in parts. */
export function memoryOf(pids: readonly number[]): number {
  const kibibytes = pids.map(pid => Number(/^Pss: +(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))
  return kibibytes.reduce((sum, one) => sum + one, 0) / 1024
}

/** What is in the memory for a process, shared or not, in MiB: cheap to ask often. */
export function residentOf(pid: number): number {
  const [, pages = '0'] = read(`/proc/${pid}/statm`).split(' ')
  return (Number(pages) * 4096) / 1024 ** 2
}

/** What processes took of a core since they began, in ms. */
export function processorMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const [, behindName = ''] = read(`/proc/${pid}/stat`).split(') ')
    const [user = 0, system = 0] = behindName.split(' ').slice(11, 13).map(Number)
    return sum + (user + system) * 10
  }, 0)
}

// A process may end between one look and the next.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
