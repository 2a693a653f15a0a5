import type { RunId } from '../core/id.ts'
import { isNumbered, mostFacts, type NumberedFact } from '../core/keeper.ts'
import type { RunRecord } from '../core/record.ts'
import type { RunNews } from '../core/run.ts'
import type { Said } from '../core/transcript.ts'
import type { Parts } from './parts.ts'
import type { Runs } from './runs.ts'

/**
 * Makes what the keeper's journals say into events of the runtime, each fact once: the number of the last one stands in
 * the run's record, and is on disk in one transaction with what came of it. Whatever the runtime missed while it was
 * away is read after it.
 */
export type Facts = {
  /** Takes in what was missed of a run; resolves with the number of its last fact, 0 when none is known of it. */
  catchUp(run: RunId): Promise<number>
  /** Holds back what is told until `work` is done: what was missed comes before it. */
  holdDuring<Result>(work: () => Promise<Result>): Promise<Result>
  /** Resolves with the place in the transcript that a fact has become. */
  entryOf(run: RunId, fact: number | undefined): Promise<number>
  close(): void
}

/** Who asks for the place of an entry asks at once. */
const entriesKept = 1_000

/** Opens the intake of facts about runs. */
export function openFacts(parts: Parts, { move, note }: Pick<Runs, 'move' | 'note'>): Facts {
  const { journal, keeper, picture } = parts
  const entries = openEntries()
  let held: NumberedFact[] | undefined

  function take(fact: NumberedFact): void {
    journal.settle()
    const run = picture.runs.get(fact.run)
    if (run && fact.number <= run.facts) return
    const sequence = run ? intake(run, fact) : 0
    if (sequence !== undefined) entries.set(keyOf(fact.run, fact.number), sequence)
  }

  /** The place in the transcript, for what has one. */
  function intake(run: RunRecord, fact: NumberedFact): number | undefined {
    const { number } = fact
    const timeMs = timeOf(run, fact)
    note(fact)
    const news = toNews(fact)
    if (news) move(run.id, { news, actor: 'supervisor', timeMs, fact: number })
    const said = toSaid(fact)
    if (!said || !('actor' in fact)) return undefined
    const { actor, offset } = fact
    const { worker } = run
    if (fact.kind === 'paused' || fact.kind === 'resumed')
      journal.record({ kind: `run.${fact.kind}`, data: {}, worker, run: run.id, actor, message: fact.kind })
    return parts.transcripts.say({ run: run.id, worker }, said, { actor, timeMs, offset, fact: number }).sequence
  }

  return {
    async catchUp(run) {
      for (let after = picture.runs.get(run)?.facts ?? 0; ; ) {
        const facts = await keeper.facts({ run, after })
        for (const fact of facts) take(fact)
        after = facts.at(-1)?.number ?? after
        if (facts.length < mostFacts) return after
      }
    },
    async holdDuring(work) {
      held ??= []
      try {
        return await work()
      } finally {
        const waiting = held
        held = undefined
        for (const fact of waiting) take(fact)
      }
    },
    entryOf: (run, fact) => (fact === undefined ? Promise.resolve(0) : entries.get(keyOf(run, fact))),
    close: keeper.onFact(fact => {
      if (!isNumbered(fact)) return
      if (held) held.push(fact)
      else take(fact)
    }),
  }
}

/** By so much wall time may fall short of how long a run was up before the clock must have been set back, in ms. */
const mostSkewMs = 1_000

/** When something happened. A clock that was set back meanwhile makes no run shorter than it was. */
function timeOf({ startedAtMs }: RunRecord, fact: NumberedFact): number {
  if (fact.kind !== 'exited' || startedAtMs === undefined) return fact.timeMs
  const endedAtMs = Math.round(startedAtMs + fact.uptimeMs)
  return endedAtMs - fact.timeMs > mostSkewMs ? endedAtMs : fact.timeMs
}

function keyOf(run: RunId, fact: number): string {
  return `${run} ${fact}`
}

type Entries = { set(key: string, sequence: number): void; get(key: string): Promise<number> }

/** The answer to an order and the fact that it led to come in either order. */
function openEntries(): Entries {
  const known = new Map<string, PromiseWithResolvers<number>>()

  function entry(key: string): PromiseWithResolvers<number> {
    const found = known.get(key) ?? Promise.withResolvers<number>()
    known.set(key, found)
    const [oldest] = known.keys()
    if (known.size > entriesKept && oldest !== undefined) known.delete(oldest)
    return found
  }

  return {
    set: (key, sequence) => entry(key).resolve(sequence),
    get: key => entry(key).promise,
  }
}

function toNews(fact: NumberedFact): RunNews | undefined {
  switch (fact.kind) {
    case 'spawned':
      return { kind: 'spawned', process: fact.process }
    case 'spawn-failed':
      return { kind: 'spawn-failed', errno: fact.errno, message: fact.message }
    case 'exited':
      return { kind: 'exited', exit: fact.exit }
    case 'drained':
      return { kind: 'drained' }
    default:
      return undefined
  }
}

function toSaid(fact: NumberedFact): Said | undefined {
  switch (fact.kind) {
    case 'input':
      return { kind: 'input', text: fact.text, secret: fact.secret }
    case 'end-of-input':
      return { kind: 'end-of-input' }
    case 'signalled':
      return { kind: 'signal', signal: fact.signal }
    case 'resized':
      return { kind: 'resize', size: fact.size }
    case 'paused':
    case 'resumed':
      return { kind: 'note', text: fact.kind }
    default:
      return undefined
  }
}
