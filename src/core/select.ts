import { Fault } from './fault.ts'
import { isId } from './id.ts'
import { numberName } from './name.ts'
import { nearest } from './nearest.ts'
import type { RunRecord, WorkerRecord } from './record.ts'
import type { WorkerSpec } from './spec.ts'

/** What can be selected from. */
export type Selectable = { readonly workers: Iterable<WorkerRecord> }

/**
 * The workers that words on a command line mean: a name, an id, a unique beginning of either, a glob (`api-*`), a group
 * (`@web`), the name that replicas share. Each once, in the order of the catalogue. A word that means nothing is `not-found`, one that could mean several is `usage`.
 */
export function selectWorkers(words: readonly string[], { workers }: Selectable): readonly WorkerRecord[] {
  const all = [...workers]
  const chosen = new Set(words.flatMap(word => selectOne(word, all)))
  return all.filter(worker => chosen.has(worker))
}

function selectOne(word: string, all: readonly WorkerRecord[]): readonly WorkerRecord[] {
  const exact = all.filter(({ id, spec }) => spec.name === word || id === word)
  if (exact.length > 0) return exact
  if (/[*?]/.test(word))
    return orNone(
      word,
      all,
      all.filter(({ spec }) => toPattern(word).test(spec.name)),
    )
  const shared = all.filter(({ spec }) => isShared(word, spec))
  if (shared.length > 0) return shared
  const begun = all.filter(({ id, spec }) => spec.name.startsWith(word) || (isIdStart(word) && id.startsWith(word)))
  if (begun.length > 1) throw ambiguous(word, begun)
  return orNone(word, all, begun)
}

/** Whether a word also means a worker that is added later: one of its name, its id, or its glob. */
export function meansLater(word: string, { id, spec }: WorkerRecord): boolean {
  return word === spec.name || word === id || (/[*?]/.test(word) && toPattern(word).test(spec.name))
}

// `wrk_` alone is the beginning of every id and says nothing.
function isIdStart(word: string): boolean {
  return /^(?:wrk|run)_[0-9a-f]+$/.test(word)
}

function toPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'su')
}

/** Whether a word is what several workers share: their group (`@web`), or the name before the numbers of replicas. */
export function isShared(
  word: string,
  { name, group, replica }: Pick<WorkerSpec, 'name' | 'group' | 'replica'>,
): boolean {
  return (
    (group !== undefined && word === `@${group}`) || (replica !== undefined && name === numberName(word, replica.index))
  )
}

function orNone(word: string, all: readonly WorkerRecord[], found: readonly WorkerRecord[]): readonly WorkerRecord[] {
  if (found.length > 0) return found
  const names = all.map(({ spec }) => spec.name)
  const near = nearest(word, names)
  const list = names.length > 0 ? `there are ${names.slice(0, mostNamed).join(', ')}` : 'there is none yet'
  const hint = near ? `did you mean ${near}?` : list
  throw new Fault({ code: 'not-found', message: `there is no worker ${word}`, hint })
}

/** More names than this help nobody. */
const mostNamed = 20

function ambiguous(word: string, found: readonly WorkerRecord[]): Fault {
  const names = found.map(({ spec }) => spec.name)
  const hint = `write one of ${names.slice(0, mostNamed).join(', ')}, or ${word}* for all of them`
  return new Fault({ code: 'usage', message: `${word} could be ${names.length} workers`, hint })
}

/** Whether a word on a command line is meant as the id of a run, or the beginning of one. */
export function isRunWord(word: string): boolean {
  return isId('run', word) || /^run_[0-9a-f]+$/.test(word)
}

/** The run whose id begins with a word; several are `usage`, none is `not-found`. */
export function selectRun(word: string, runs: Iterable<RunRecord>): RunRecord {
  const found = [...runs].filter(({ id }) => id.startsWith(word))
  const [only] = found
  if (only && found.length === 1) return only
  if (!only) throw new Fault({ code: 'not-found', message: `there is no run ${word}`, hint: 'list them: skep runs' })
  const hint = 'write more of it'
  throw new Fault({ code: 'usage', message: `${word} could be ${found.length} runs`, hint })
}
