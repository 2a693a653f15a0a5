import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault } from '../../core/fault.ts'

/** An expression that is looked for until it is found. */
export type Wanted = { readonly expression: string; readonly isOpen: () => boolean }

/** Which text, which expression, and what it found. */
export type Found = { readonly text: number; readonly wanted: number; readonly match: RegExpExecArray }

/** Finds expressions in lines, without being held up for ever by one that takes its time. */
export type Matcher = {
  /** All that is found, line by line, and in a line in the order of the expressions. */
  find(texts: readonly string[]): AsyncGenerator<Found>
}

/** A page of lines takes a few ms; whoever waits is to stay able to hear a time-out or Ctrl-C. */
const pageMs = 250
/** A single line gets longer, as the machine may just have been busy. */
const lineMs = 1_000

/** Makes a matcher of expressions that are known to be valid. */
export async function openMatcher(wanted: readonly Wanted[]): Promise<Matcher> {
  const bounded = await openBounds()
  const expressions = wanted.map(({ expression, isOpen }) => ({ regexp: new RegExp(expression), isOpen }))

  /** From a place on, which goes along; undefined when there is nothing more. */
  async function next(texts: readonly string[], at: Place): Promise<RegExpExecArray | undefined> {
    for (;;) {
      const found = bounded(() => findFrom(texts, at, expressions), pageMs)
      if (found.ok) return found.value ?? undefined
      await nextTurn()
      const { text, wanted: index } = at
      const alone = bounded(() => expressions[index]?.regexp.exec(texts[text] ?? ''), lineMs)
      if (!alone.ok) throw tooSlow(wanted[index]?.expression ?? '')
      if (alone.value) return alone.value
      at.wanted += 1
      await nextTurn()
    }
  }

  return {
    async *find(texts) {
      const at = { text: 0, wanted: 0 }
      for (let match = await next(texts, at); match; match = await next(texts, at)) {
        yield { ...at, match }
        at.wanted += 1
      }
    },
  }
}

type Place = { text: number; wanted: number }
type Expression = { readonly regexp: RegExp; readonly isOpen: () => boolean }

// The place stands where it was when the time is over.
function findFrom(texts: readonly string[], at: Place, expressions: readonly Expression[]): RegExpExecArray | null {
  while (at.text < texts.length) {
    while (at.wanted < expressions.length) {
      const expression = expressions[at.wanted]
      const match = expression?.isOpen() ? expression.regexp.exec(texts[at.text] ?? '') : null
      if (match) return match
      at.wanted += 1
    }
    at.text += 1
    at.wanted = 0
  }
  return null
}

type Bounded<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false }
type Bounds = <Value>(work: () => Value, ms: number) => Bounded<Value>

/** V8 gives up an expression only when it runs in a script with a time-out. */
async function openBounds(): Promise<Bounds> {
  const { createContext, Script } = await import('node:vm')
  const script = new Script('work()')
  const place: { work?: () => void } = createContext({})
  return <Value>(work: () => Value, ms: number): Bounded<Value> => {
    let bounded: Bounded<Value> = { ok: false }
    place.work = () => {
      bounded = { ok: true, value: work() }
    }
    try {
      script.runInContext(place, { timeout: ms })
    } catch (problem) {
      if (!isTimeout(problem)) throw problem
    }
    return bounded
  }
}

// Not asked whether it is an `Error`: it may be one of another realm.
function isTimeout(problem: unknown): boolean {
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return false
  return problem.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function tooSlow(expression: string): Fault {
  const message = `${expression} takes more than ${lineMs} ms for one line: that line is never done`
  return new Fault({ code: 'usage', message, hint: 'write it without a repetition inside of a repetition' })
}
