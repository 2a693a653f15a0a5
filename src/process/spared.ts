import type { StopPolicy } from '../core/spec.ts'
import type { SparedProcess } from '../core/verdict.ts'
import { commandLine, readWords } from './command-line.ts'
import type { ProcessRow } from './stat.ts'
import type { Found, Member } from './tree.ts'

export type Sparing = Pick<StopPolicy, 'scope'> & {
  /** Names of programs that live on when they have left the run's session. */
  readonly spare: readonly string[]
}

export type Divided = { readonly doomed: readonly Member[]; readonly spared: readonly SparedProcess[] }

/** Divides what belongs to a run into what a stop ends and what it lets live, with the reason. */
export function divide(found: Found, sparing: Sparing): Divided {
  const { doomed, spared } =
    sparing.scope === 'group' ? divideByGroup(found) : divideByName(found.members, sparing.spare)
  const marked = found.outside.map(({ row }) => toSpared(row, 'it was started to live on without the run'))
  return { doomed, spared: [...marked, ...spared] }
}

function divideByGroup({ root, members }: Found): Divided {
  const isInside = ({ row }: Member) => row.group === root.pid
  const others = members.filter(member => !isInside(member))
  const reason = 'it left the process group, and the stop reaches no further (scope: group)'
  return { doomed: members.filter(isInside), spared: others.map(({ row }) => toSpared(row, reason)) }
}

/** A spared program, and how many processes live on below it: a browser is no use without its pages. */
type Head = { readonly row: ProcessRow; readonly name: string; below: number }

function divideByName(members: readonly Member[], spare: readonly string[]): Divided {
  const heads = findHeads(members, spare)
  const listed = new Set(Array.from(heads.values()).filter(head => head !== undefined))
  return {
    doomed: members.filter(({ row }) => heads.get(row.pid) === undefined),
    spared: Array.from(listed, ({ row, name, below }) => toSpared(row, describe(name, below))),
  }
}

function describe(name: string, below: number): string {
  const others = below === 0 ? '' : `, with ${below} process${below === 1 ? '' : 'es'} below it`
  return `it left the session and ${name} is on the spared list${others}`
}

// For each member the topmost spared program among itself and its parents.
function findHeads(members: readonly Member[], spare: readonly string[]): ReadonlyMap<number, Head | undefined> {
  const byPid = new Map(members.map(member => [member.row.pid, member]))
  const heads = new Map<number, Head | undefined>()
  for (const member of members) {
    const path = new Set<Member>()
    let at: Member | undefined = member
    while (at && !heads.has(at.row.pid) && !path.has(at)) {
      path.add(at)
      at = byPid.get(at.row.parent)
    }
    let head = at && heads.get(at.row.pid)
    for (const { row, isDetached } of [...path].reverse()) {
      if (head) head.below += 1
      const name = head || !isDetached ? undefined : findName(row, spare)
      head ??= name === undefined ? undefined : { row, name, below: 0 }
      heads.set(row.pid, head)
    }
  }
  return heads
}

function findName(row: ProcessRow, spare: readonly string[]): string | undefined {
  const [program = row.command, ...rest] = readWords(row.pid)
  const names = new Set([row.command, program.slice(program.lastIndexOf('/') + 1)].map(toBareName))
  const isNamed = (name: string) =>
    names.has(name) || (names.has('java') && rest.some(word => word.includes(`.${name}.`)))
  return spare.find(name => isNamed(toBareName(name)))
}

// Titles go on: `tmux: server`, `bazel(project)`. Screen writes itself in capitals.
function toBareName(name: string): string {
  return name.replace(/[:(].*$/s, '').toLowerCase()
}

function toSpared(row: ProcessRow, reason: string): SparedProcess {
  return { pid: row.pid, command: commandLine(row), reason }
}
