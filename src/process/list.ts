import type { TreeProcess } from '../core/usage.ts'
import { commandLine } from './command-line.ts'
import type { Found, Member } from './tree.ts'

/** The processes of a run as a person reads them, parents before their children. */
export function listTree({ members, outside }: Found): readonly TreeProcess[] {
  return [...members, ...outside].map(toProcess)
}

function toProcess({ row, isDetached }: Member): TreeProcess {
  const { pid, parent, state, rssBytes, cpuMs } = row
  return { pid, parent, command: commandLine(row), state, memoryBytes: rssBytes, cpuMs, detached: isDetached }
}
