import type { TreeProcess } from '../../../core/usage.ts'
import { toFineTime, toShortBytes } from '../../figures.ts'
import { type Line, span, toVisible } from '../../line.ts'

/** A process tree, children under their parents; what left the session of the run is marked. */
export function treeLines(processes: readonly TreeProcess[]): readonly Line[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  const roots = processes.filter(({ parent }) => !pids.has(parent))
  return roots.flatMap(root => branchLines(root, processes, ''))
}

function branchLines(process: TreeProcess, all: readonly TreeProcess[], indent: string): readonly Line[] {
  const children = all.filter(({ parent, pid }) => parent === process.pid && pid !== process.pid)
  const isRoot = indent === ''
  return [
    processLine(process, isRoot ? ' ' : `${indent.slice(0, -3)}└─ `),
    ...children.flatMap(child => branchLines(child, all, isRoot ? '    ' : `${indent}   `)),
  ]
}

function processLine({ pid, command, memoryBytes, cpuMs, detached }: TreeProcess, indent: string): Line {
  return [
    span(indent, 'faint'),
    span(`${pid} `, 'faint'),
    span(toVisible(command)),
    span(`  ${toShortBytes(memoryBytes)}, cpu ${toFineTime(cpuMs)}`, 'faint'),
    ...(detached ? [span('  left the session', 'waiting')] : []),
  ]
}
