import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { SkepEvent } from '../core/event.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { applyEvent, type Picture, type Present, toPicture } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import type { Usage } from '../core/usage.ts'
import type { Feed, ProcessManager, RunStore, StdinWriter, Told } from './sources.ts'

/** What a face sees: the runtime's present as plain maps that are replaced, never changed. */
export type LivingState = {
  /** `away`: what is shown is as it was last heard, and the runtime is looked for. */
  readonly connection: 'connecting' | 'live' | 'away' | 'closed'
  /** Why it is away or closed. */
  readonly reason: string
  readonly project: string
  readonly revision: number
  readonly workers: ReadonlyMap<WorkerId, WorkerRecord>
  readonly runs: ReadonlyMap<RunId, RunRecord>
  readonly usage: ReadonlyMap<RunId, Usage>
  readonly diagnostics: readonly Diagnostic[]
}

/** The living picture: its state, and the three that act on what it shows. */
export type Living = {
  readonly state: StoreApi<LivingState>
  readonly manager: ProcessManager
  readonly runs: RunStore
  readonly input: StdinWriter
  /** Listens to the events of each tick after they went in: for what is not state, like a transcript that grows. */
  onEvents(listener: (events: readonly SkepEvent[]) => void): () => void
  /** Told when the picture was taken anew, because something was missed: what was asked for beside it is to be asked again. */
  onRenewed(listener: () => void): () => void
  close(): void
}

export type LivingParts = {
  readonly manager: ProcessManager
  readonly runs: RunStore
  readonly input: StdinWriter
  readonly feed: Feed
}

const nothingYet: LivingState = {
  connection: 'connecting',
  reason: '',
  project: '',
  revision: 0,
  workers: new Map(),
  runs: new Map(),
  usage: new Map(),
  diagnostics: [],
}

/** Opens the picture: takes the present, then folds in what happens, and shows it once per tick. */
export async function openLiving({ manager, runs, input, feed }: LivingParts): Promise<Living> {
  const state = createStore<LivingState>(() => nothingYet)
  const listeners = new Set<(events: readonly SkepEvent[]) => void>()
  const renewals = new Set<() => void>()
  const mirror = createMirror(state, events => {
    for (const listener of listeners) listener(events)
  })
  const stopListening = feed.listen(told => {
    if (told.kind === 'lagged') void renew()
    else mirror.take(told)
  })

  async function renew(): Promise<void> {
    try {
      mirror.begin(await feed.subscribe())
      for (const listener of renewals) listener()
    } catch {
      // What is shown is not what is; when it has gone again, its return is told.
      if (state.getState().connection !== 'closed') mirror.take({ kind: 'away', reason: 'it could not be asked' })
    }
  }

  mirror.begin(await feed.subscribe())
  return {
    state,
    manager,
    runs,
    input,
    onEvents(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onRenewed(listener) {
      renewals.add(listener)
      return () => renewals.delete(listener)
    },
    close: stopListening,
  }
}

type Mirror = { begin(present: Present): void; take(told: Told): void }

function createMirror(state: StoreApi<LivingState>, shown: (events: readonly SkepEvent[]) => void): Mirror {
  let picture: Picture | undefined
  let waiting: SkepEvent[] = []
  let usage: ReadonlyMap<RunId, Usage> | undefined
  let scheduled = false

  function show(): void {
    scheduled = false
    if (!picture) return
    const news = waiting.filter(event => picture && event.id > picture.revision)
    waiting = []
    for (const event of news) applyEvent(picture, event)
    state.setState(toState(picture, { usage: usage ?? state.getState().usage, news }))
    usage = undefined
    if (news.length > 0) shown(news)
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(show)
  }

  return {
    begin(present) {
      picture = toPicture(present)
      state.setState(allOf(picture))
      schedule()
    },
    take(told) {
      if (told.kind === 'away' || told.kind === 'closed') {
        return state.setState({ connection: told.kind, reason: told.reason })
      }
      if (told.kind === 'events') waiting.push(...told.events)
      else if (told.kind === 'usage') usage = new Map(told.usage)
      else return
      schedule()
    },
  }
}

function allOf(picture: Picture): Partial<LivingState> {
  return {
    connection: 'live',
    project: picture.project,
    revision: picture.revision,
    workers: new Map(picture.workers),
    runs: new Map(picture.runs),
    diagnostics: [...picture.diagnostics],
  }
}

type Change = { readonly usage: ReadonlyMap<RunId, Usage>; readonly news: readonly SkepEvent[] }

/** Copies only the maps that the news touched, so that whoever selects the others is left alone. */
function toState(picture: Picture, { usage, news }: Change): Partial<LivingState> {
  const touched = (prefix: string): boolean => news.some(event => event.kind.startsWith(prefix))
  const runs = touched('run.')
  return {
    usage,
    revision: picture.revision,
    ...(runs || touched('worker.') ? { workers: new Map(picture.workers) } : {}),
    ...(runs || touched('worker.removed') ? { runs: new Map(picture.runs) } : {}),
    ...(touched('diagnostic') ? { diagnostics: [...picture.diagnostics] } : {}),
  }
}
