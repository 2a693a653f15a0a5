/** Where something is in the params. */
export type Path = readonly PropertyKey[]

/** What is wrong with the build of a value, whatever it should be. */
export type Excess = { readonly path: Path; readonly expected: string; readonly found: string }

// Params go six levels down; what goes further would only use up the stack of who looks at it.
const deepest = 64

// More than the 5,000 workers of the longest file have, each with a hundred variables.
const mostValues = 1_000_000

/** Finds what is too deep or too much to be looked at more closely; undefined when nothing is. */
export function findExcess(value: unknown): Excess | undefined {
  return isBranch(value) ? look(value, 0, { values: mostValues }) : undefined
}

type Branch = Readonly<Record<string, unknown>>
type Left = { values: number }

// Written plainly, since it goes over every value of a file with thousands of workers.
function look(branch: Branch, depth: number, left: Left): Excess | undefined {
  if (depth >= deepest) return { path: [], expected: `at most ${deepest} levels`, found: 'more' }
  if (Array.isArray(branch)) return lookAtItems(branch, depth, left)
  for (const [name, field] of Object.entries(branch)) {
    // A copy of such an object would not have it, and be another one.
    if (name === '__proto__') return { path: [], expected: 'names other than `__proto__`', found: 'it' }
    const excess = lookInside(field, depth, left)
    if (excess) return { ...excess, path: [name, ...excess.path] }
  }
  return undefined
}

function lookAtItems(items: readonly unknown[], depth: number, left: Left): Excess | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const excess = lookInside(items[index], depth, left)
    if (excess) return { ...excess, path: [index, ...excess.path] }
  }
  return undefined
}

function lookInside(value: unknown, depth: number, left: Left): Excess | undefined {
  left.values -= 1
  if (left.values < 0) return { path: [], expected: `at most ${mostValues} values in all`, found: 'more' }
  return isBranch(value) ? look(value, depth + 1, left) : undefined
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null
}
