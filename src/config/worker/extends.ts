import { nearest } from '../../core/nearest.ts'
import { problemAt, type Report, type Words } from '../text/problem.ts'
import { brokenAt, type Entry, isText, type Mapping, type Scalar, type Tree, valueAt } from '../tree/tree.ts'
import { readyWays } from './keys/ready.ts'

/**
 * Puts into every worker what the worker that it `extends` says: mappings are merged key by key, everything else is
 * replaced. Circles and unknown names are reported; what hangs on them stands alone, its `extends` broken.
 */
export function extendAll(workers: Mapping, report: Report): ReadonlyMap<string, Entry> {
  const done = new Map<string, Tree>()
  const way: string[] = []
  let copied = 0

  const extend = (name: string, value: Tree): Tree => {
    const known = done.get(name)
    if (known) return known
    way.push(name)
    const extended = value.kind === 'mapping' ? addBase(value) : value
    way.pop()
    done.set(name, extended)
    return extended
  }

  const addBase = (worker: Mapping): Tree => {
    const named = valueAt(worker, 'extends')
    // When it is no text, the check of the worker's shape says so.
    if (!named || !isText(named)) return worker
    const base = valueAt(workers, named.text)
    if (!base || copied > mostCopied || way.includes(named.text) || way.length >= longestWay) {
      report(() => problemAt(named.place, toWords(named.text)))
      return alone(worker, named)
    }
    const extended = extend(named.text, base)
    if (extended.kind !== 'mapping' || hangsInTheAir(extended)) return alone(worker, named)
    copied += sizeOf(extended)
    return merge(extended, worker)
  }

  const toWords = (name: string): Words => {
    if (way.includes(name)) {
      const circle = [...way.slice(way.indexOf(name)), name].join(' → ')
      return { message: `workers extend each other in a circle: ${circle}`, hint: 'let one of them stand alone' }
    }
    if (workers.entries.has(name)) return { message: 'so much is extended here that it cannot be meant' }
    const near = nearest(name, workers.entries.keys())
    const message = `there is no worker ${JSON.stringify(name)} to extend`
    return near ? { message, hint: `did you mean \`${near}\`?` } : { message }
  }

  return new Map(Array.from(workers.entries, ([name, { key, value }]) => [name, { key, value: extend(name, value) }]))
}

// Nobody builds longer rows by hand, and each step takes some of the stack.
const longestWay = 100
// Of a small file with a large base for very many workers more would come than memory holds.
const mostCopied = 1_000_000

function alone(worker: Mapping, { place }: Scalar): Mapping {
  const entry = worker.entries.get('extends')
  return entry
    ? { ...worker, entries: new Map(worker.entries).set('extends', { ...entry, value: brokenAt(place) }) }
    : worker
}

/** Whether what a worker extends or merges could not be found, which was reported: it may lack what it counts on. */
export function hangsInTheAir(worker: Mapping): boolean {
  return ['extends', '<<'].some(name => {
    const base = valueAt(worker, name)
    return base?.kind === 'scalar' && base.broken
  })
}

function sizeOf({ entries }: Mapping): number {
  let size = entries.size
  for (const { value } of entries.values()) size += value.kind === 'mapping' ? value.entries.size : 0
  return size
}

type Rule = (lower: Mapping, upper: Mapping) => Mapping

/**
 * One worker over another: keys of both are merged when they are mappings, else the upper one's stand. A command or
 * stop action takes the place of the whole lower one.
 */
export function merge(lower: Mapping, upper: Mapping): Mapping {
  return anew(['command'], ['shell'])(lower, upper)
}

const names: Rule = (lower, upper) => ({ ...upper, entries: new Map([...lower.entries, ...upper.entries]) })

// What is found out in a new way has nothing of the old way, its pace neither.
const whole: Rule = (lower, upper) => {
  return readyWays.some(way => upper.entries.has(way)) ? upper : names(lower, upper)
}

// What is asked in one way is not asked in the other: a new way takes the place of the old one and of its `shell`.
function anew(ways: readonly string[], beside: readonly string[]): Rule {
  return (lower, upper) => {
    const hasWay = ways.some(way => upper.entries.has(way))
    const kept = Array.from(lower.entries).filter(([name]) => !hasWay || ![...ways, ...beside].includes(name))
    return overlay({ ...lower, entries: new Map(kept) }, upper)
  }
}

// Under these keys stand names that a person chose, or ways to do one thing: what they hold is not looked into.
const rules: ReadonlyMap<string, Rule> = new Map([
  ['env', names],
  ['needs', names],
  ['on', names],
  ['watch', names],
  ['restart', names],
  ['ready', whole],
  ['health', whole],
  ['stop', anew(['signal', 'keys', 'command'], ['shell'])],
])

function overlay(lower: Mapping, upper: Mapping): Mapping {
  const entries = new Map(lower.entries)
  for (const [name, { key, value }] of upper.entries) {
    const under = lower.entries.get(name)?.value
    const over = rules.get(name) ?? names
    const merged = under?.kind === 'mapping' && value.kind === 'mapping' ? over(under, value) : value
    entries.set(name, { key, value: merged })
  }
  return { ...upper, entries }
}
