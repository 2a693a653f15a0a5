import { toFineTime, toShortBytes } from '../../../core/figures.ts'
import type { TreeProcess } from '../../../core/usage.ts'
import { type Line, span, toVisible } from '../../line.ts'

/** A process tree, children under their parents; what left the session of the run is marked. */
export function treeLines(processes: readonly TreeProcess[]): readonly Line[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  const roots = processes.filter(({ pid, parent }) => parent === pid || !pids.has(parent))
  return roots.flatMap(root => [processLine(root, ' '), ...childLines(root, processes, ' ')])
}

function childLines({ pid }: TreeProcess, all: readonly TreeProcess[], lead: string): readonly Line[] {
  const children = all.filter(child => child.parent === pid && child.pid !== pid)
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1
    return [
      processLine(child, `${lead}${isLast ? '└─ ' : '├─ '}`),
      ...childLines(child, all, `${lead}${isLast ? '   ' : '│  '}`),
    ]
  })
}

function processLine({ pid, command, memoryBytes, cpuMs, detached }: TreeProcess, lead: string): Line {
  return [
    span(`${lead}${pid} `, 'faint'),
    span(toVisible(command)),
    span(`  ${toShortBytes(memoryBytes)}, cpu ${toFineTime(cpuMs)}`, 'faint'),
    ...(detached ? [span('  left the session', 'waiting')] : []),
  ]
}
