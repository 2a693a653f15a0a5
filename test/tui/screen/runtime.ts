import { onTestFinished } from 'vitest'
import type { Client, OutputSource } from '../../../src/client/client.ts'
import type { Link } from '../../../src/core/chain.ts'
import type { Diagnostic } from '../../../src/core/diagnostic.ts'
import type { Happening, SkepEvent } from '../../../src/core/event.ts'
import { Fault } from '../../../src/core/fault.ts'
import type { RunId, WorkerId } from '../../../src/core/id.ts'
import type { RunRecord } from '../../../src/core/record.ts'
import type { TranscriptEntry } from '../../../src/core/transcript.ts'
import type { TreeProcess, Usage } from '../../../src/core/usage.ts'
import { type Living, openLiving } from '../../../src/store/living.ts'
import type { Feed, StopReport, Told } from '../../../src/store/sources.ts'
import type { Made } from './records.ts'

/** What a test makes up of a runtime: the present, and what its reading verbs answer. */
export type MadeUp = {
  readonly workers: readonly Made[]
  readonly usage?: ReadonlyArray<readonly [RunId, Usage]>
  readonly diagnostics?: readonly Diagnostic[]
  readonly tree?: readonly TreeProcess[]
  readonly why?: (worker: WorkerId) => Link
  readonly runs?: readonly RunRecord[]
  readonly transcript?: readonly TranscriptEntry[]
  readonly outputs?: ReadonlyMap<RunId, OutputSource>
  /** What the stop of each worker answers. */
  readonly reports?: (workers: readonly WorkerId[]) => Promise<readonly StopReport[]>
}

/** A living picture over made-up events, and a record of everything that was asked of the runtime. */
export type MadeRuntime = {
  readonly living: Living
  readonly client: Pick<Client, 'ask' | 'attach' | 'output'>
  /** `stop api`, `signal api SIGINT`, `typed api ls`, …, in order. */
  readonly asked: string[]
  /** From now on every verb is refused. */
  refuse(fault: Fault): void
  /** From now on the conversation cannot be read, or can be again. */
  refuseReading(fault: Fault | undefined): void
  happen(...happenings: readonly (Happening & Partial<Pick<SkepEvent, 'worker' | 'run'>>)[]): Promise<void>
  tell(told: Told): void
}

export async function openRuntime(made: MadeUp): Promise<MadeRuntime> {
  const asked: string[] = []
  const listeners = new Set<(told: Told) => void>()
  let refusal: Fault | undefined
  let unread: Fault | undefined
  let revision = 0

  async function ask<Answer>(what: string, answer: Answer): Promise<Answer> {
    asked.push(what)
    if (refusal) throw refusal
    return answer
  }
  const names = (workers: readonly WorkerId[]): string => workers.map(id => id.slice('wrk_'.length)).join(' ')
  const nothing = (workers: readonly WorkerId[]): readonly StopReport[] =>
    workers.map(worker => ({ worker, name: names([worker]), changed: true, verdict: undefined }))
  const end = async (verb: string, workers: readonly WorkerId[], reason = ''): Promise<readonly StopReport[]> => {
    await ask(`${verb} ${names(workers)} ${reason}`.trim(), undefined)
    return made.reports ? made.reports(workers) : nothing(workers)
  }
  const act = (verb: string) => (workers: readonly WorkerId[]) => ask(`${verb} ${names(workers)}`, undefined)
  const feed: Feed = {
    subscribe: async () => ({
      runtimeId: 'rt_1',
      project: 'acme-shop',
      revision,
      workers: made.workers.map(({ worker }) => worker),
      runs: made.workers.flatMap(({ run }) => run ?? []),
      diagnostics: made.diagnostics ?? [],
    }),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const living = await openLiving({
    feed,
    manager: {
      start: act('start'),
      stop: (workers, reason) => end('stop', workers, reason),
      stopInOrder: (workers, reason) => end('stop', workers, reason),
      kill: (workers, reason) => end('kill', workers, reason),
      cancel: (workers, reason) => end('cancel', workers, reason),
      restart: act('restart'),
      pause: act('pause'),
      resume: act('resume'),
      signal: (workers, signal) => ask(`signal ${names(workers)} ${signal}`, undefined),
      add: spec =>
        ask<WorkerId>(`add ${JSON.stringify([spec.name, spec.command, spec.cwd, spec.tty])}`, `wrk_${spec.name}`),
      update: worker => ask(`update ${names([worker])}`, undefined),
      remove: act('remove'),
      tree: async () => made.tree ?? [],
      why: async worker => made.why?.(worker) ?? Promise.reject(away),
    },
    runs: {
      runs: async () => made.runs ?? [],
      async transcript(_run, start, limit) {
        if (unread) throw unread
        const all = made.transcript ?? []
        return { items: all.slice(start, start + limit), total: all.length }
      },
    },
    input: {
      sendText: (worker, text) => ask(`typed ${names([worker])} ${text}`, undefined),
      sendKeys: (worker, keys) => ask(`keys ${names([worker])} ${keys.join(' ')}`, undefined),
      endInput: worker => ask(`end-input ${names([worker])}`, undefined),
    },
  })
  onTestFinished(() => living.close())

  function tell(told: Told): void {
    for (const listener of listeners) listener(told)
  }
  if (made.usage) tell({ kind: 'usage', usage: made.usage })
  await nextTick()

  return {
    living,
    asked,
    tell,
    refuse(fault) {
      refusal = fault
    },
    refuseReading(fault) {
      unread = fault
    },
    async happen(...happenings) {
      const events = happenings.map((happening): SkepEvent => {
        revision += 1
        const about = { worker: undefined, run: undefined, actor: 'supervisor', message: '' } as const
        return { ...about, ...happening, id: revision, timeMs: Date.UTC(2026, 0, 15, 12) + revision }
      })
      tell({ kind: 'events', events })
      await nextTick()
    },
    client: {
      async ask(name, params) {
        asked.push(`${name} ${JSON.stringify(params)}`)
        throw new Fault({ code: 'unsupported', message: 'this runtime is made up' })
      },
      async attach(run, { source }) {
        const about = `${run.slice('run_'.length)} by ${source}`
        asked.push(`attach ${about}`)
        return {
          write: async bytes => void asked.push(`write ${about}: ${Buffer.from(bytes).toString()}`),
          resize: async ({ columns, rows }) => void asked.push(`resize ${about}: ${columns}x${rows}`),
          end: async () => undefined,
          close: () => undefined,
        }
      },
      output: run => made.outputs?.get(run) ?? silent,
    },
  }
}

/** The picture shows what happened once a tick, in an immediate. */
function nextTick(): Promise<void> {
  return new Promise(resolve => setImmediate(() => setImmediate(resolve)))
}

const away = new Fault({ code: 'unreachable', message: 'nobody says why here' })

/** Output in which nothing was ever written. */
const silent: OutputSource = {
  read: async ({ from }) => ({ chunks: [], gaps: [], next: from, end: 0, firstAvailable: 0, atEnd: true }),
  tail: async () => 0,
  atTime: async () => 0,
  checkpoint: async () => undefined,
  bounds: async () => ({ firstAvailable: 0, end: 0 }),
  grew: () => () => {},
}
