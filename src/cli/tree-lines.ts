import { toVisible } from '../config/text/cells.ts'
import { toFineTime, toShortBytes } from '../core/figures.ts'
import type { TreeProcess } from '../core/usage.ts'
import type { Paint } from './tones.ts'

/** A process tree, children under their parents; what left the session of the run is marked. */
export function renderTree(processes: readonly TreeProcess[], paint: Paint): readonly string[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  const byAge = processes.toSorted((one, other) => one.pid - other.pid)
  const children = Map.groupBy(byAge, ({ pid, parent }) => (parent !== pid && pids.has(parent) ? parent : 0))
  const lines: string[] = []

  function add(parent: number, lead: string): void {
    const all = children.get(parent) ?? []
    for (const [index, process] of all.entries()) {
      const isRoot = parent === 0
      const isLast = index === all.length - 1
      lines.push(`${lead}${isRoot ? '' : isLast ? '└─ ' : '├─ '}${renderProcess(process, paint)}`)
      add(process.pid, `${lead}${isRoot ? '' : isLast ? '   ' : '│  '}`)
    }
  }

  add(0, '')
  return lines
}

function renderProcess({ pid, command, memoryBytes, cpuMs, detached }: TreeProcess, paint: Paint): string {
  const use = paint(`${toShortBytes(memoryBytes)}, cpu ${toFineTime(cpuMs)}`, 'faint')
  const left = detached ? `  ${paint('left the session', 'waiting')}` : ''
  return `${paint(String(pid), 'faint')} ${toVisible(command)}  ${use}${left}`
}
