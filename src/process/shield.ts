import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'

// Descriptors that a child would inherit. Node opens its own with close-on-exec; node-pty does not for the masters of its
// terminals, and whoever started us may have left us some of his.
const inheritable = new Set<{ readonly fd: number }>()
let isFirst = true

/** Notes a descriptor that no child may get; the function that comes back forgets it once it is closed. */
export function shieldFrom(fd: number): () => void {
  // When the number is used again at once, there are two entries for it for a moment.
  const entry = { fd }
  inheritable.add(entry)
  return () => void inheritable.delete(entry)
}

/** What a child gets at the descriptors from 3 on: /dev/null in the place of each shielded one, nothing at the others. */
export function shieldedStdio(): readonly ('ignore' | number)[] {
  const shielded = shieldedDescriptors()
  if (shielded.size === 0) return []
  const blank = blankDescriptor()
  const places = Math.max(...shielded) - 2
  return Array.from({ length: places }, (_, index) => (shielded.has(index + 3) ? blank : 'ignore'))
}

// More would take longer than a loop may be held; above it some of our descriptors could pass.
const mostFillers = 1024

/**
 * Forks with no gap in the descriptors below the highest that is shielded: in the child node-pty closes what it finds
 * from 3 on, and above 15 it ends at the first number that is free.
 */
export function forkWithoutGaps<Forked>(fork: () => Forked): Forked {
  const highest = Math.max(0, ...shieldedDescriptors())
  const fillers: number[] = []
  try {
    while (fillers.length < mostFillers && (fillers.at(-1) ?? 0) <= highest) fillers.push(openSync('/dev/null', 'r'))
    return fork()
  } finally {
    for (const fd of fillers) closeSync(fd)
  }
}

let blank: number | undefined

function blankDescriptor(): number {
  blank ??= openSync('/dev/null', 'r+')
  return blank
}

function shieldedDescriptors(): ReadonlySet<number> {
  if (isFirst) for (const fd of inheritedDescriptors()) shieldFrom(fd)
  isFirst = false
  return new Set(Array.from(inheritable, ({ fd }) => fd))
}

const closeOnExec = 0o2000000

function inheritedDescriptors(): readonly number[] {
  if (process.platform !== 'linux') return []
  const all = readdirSync('/proc/self/fdinfo').map(Number)
  return all.filter(fd => fd > 2 && !(flagsOf(fd) & closeOnExec))
}

function flagsOf(fd: number): number {
  try {
    const [, flags = ''] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? []
    return Number.parseInt(flags, 8)
  } catch {
    // That was the listing's own descriptor.
    return closeOnExec
  }
}
