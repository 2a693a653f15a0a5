import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cause, Outcome } from '../../src/core/outcome.ts'
import { liveProcess, type RunNews, type RunState, runTable, stepRun } from '../../src/core/run.ts'
import { renderMatrix } from './matrix.ts'
import { firstStates, runNews } from './run-arbitraries.ts'

const process = { pid: 7, startTicks: 70 }
const another = { pid: 8, startTicks: 80 }
const cause: Cause = { kind: 'stopped', by: 'user', reason: undefined }
const exit = { kind: 'exited', code: 3 } as const

const states: Record<string, RunState> = {
  created: { status: 'created', sinceMs: 0 },
  queued: { status: 'queued', sinceMs: 0 },
  starting: { status: 'starting', sinceMs: 0 },
  running: { status: 'running', sinceMs: 0, process },
  'running, no process': { status: 'running', sinceMs: 0, process: undefined },
  stopping: { status: 'stopping', sinceMs: 0, process, cause, urgent: false },
  'stopping, no process': { status: 'stopping', sinceMs: 0, process: undefined, cause, urgent: false },
  'killed, no process': { status: 'stopping', sinceMs: 0, process: undefined, cause, urgent: true },
  draining: { status: 'draining', sinceMs: 0, outcome: exit },
  ended: { status: 'ended', sinceMs: 0, outcome: exit },
}

const news: Record<RunNews['kind'], RunNews> = {
  start: { kind: 'start' },
  spawned: { kind: 'spawned', process: another },
  'spawn-failed': { kind: 'spawn-failed', errno: 'ENOENT', message: 'there is no such program' },
  stop: { kind: 'stop', cause },
  kill: { kind: 'kill', cause },
  exited: { kind: 'exited', exit },
  drained: { kind: 'drained' },
  reported: { kind: 'reported' },
  finished: { kind: 'finished', outcome: { kind: 'completed', result: undefined } },
  lost: { kind: 'lost', reason: 'the keeper is gone' },
}

const stopped: Outcome = { ...cause, exit: undefined }

function walk(from: RunState, all: readonly RunNews[]): RunState[] {
  const visited = [from]
  for (const [index, one] of all.entries()) {
    const before = visited.at(-1) ?? from
    visited.push(stepRun(before, one, index + 1)?.state ?? before)
  }
  return visited
}

function step(from: RunState | undefined, ...all: RunNews[]): RunState | undefined {
  return from && walk(from, all).at(-1)
}

describe('the table of runs', () => {
  it('leads from every state by every piece of news to where the matrix says', async () => {
    const matrix = renderMatrix({ states, news, step: titleOfStep })
    await expect(matrix).toMatchFileSnapshot('__snapshots__/run-table.txt')
  })

  it('has no cell that leads to a state without its facts', () => {
    const cells = Object.values(states).flatMap(state => Object.values(news).map(one => ({ state, one })))
    for (const { state, one } of cells) {
      const next = stepRun(state, one, 1)?.state
      if (next?.status === 'ended' || next?.status === 'draining') expect(next.outcome).toBeDefined()
      if (next?.status === 'stopping') expect(next.cause).toBeDefined()
      if (next?.status === 'running' && one.kind === 'spawned') expect(next.process).toBe(another)
    }
  })

  it('names every status that a cell leads to', () => {
    const statuses = Object.keys(runTable)
    for (const row of Object.values(runTable))
      for (const cell of Object.values(row)) expect(statuses).toContain(cell.to)
  })
})

function titleOfStep(from: RunState, one: RunNews): { title: string; does: readonly string[] } | undefined {
  const next = stepRun(from, one, 1)
  if (!next) return undefined
  const outcome = 'outcome' in next.state && !('outcome' in from) ? ` (${next.state.outcome.kind})` : ''
  return { title: next.state === from ? 'same' : `${next.state.status}${outcome}`, does: next.effects }
}

describe('a run, whatever news come in whatever order', () => {
  const stories = fc.tuple(firstStates, fc.array(runNews, { maxLength: 30 }))

  it('never throws and is never moved once it has ended', () => {
    fc.assert(
      fc.property(stories, ([first, all]) => {
        const visited = walk(first, all)
        const end = visited.findIndex(({ status }) => status === 'ended')
        if (end >= 0) for (const state of visited.slice(end)) expect(state).toBe(visited[end])
      }),
    )
  })

  it('keeps the first outcome', () => {
    fc.assert(
      fc.property(stories, ([first, all]) => {
        const outcomes = walk(first, all).flatMap(state => ('outcome' in state ? [state.outcome] : []))
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
      }),
    )
  })

  it('has one process at most, and keeps it until it has exited or is lost', () => {
    fc.assert(
      fc.property(stories, ([first, all]) => {
        const visited = walk(first, all)
        const processes = visited.map(liveProcess)
        const own = processes.findIndex(known => known !== undefined)
        if (own < 0) return
        const living = visited.slice(own).filter(({ status }) => status === 'running' || status === 'stopping')
        for (const state of living) expect(liveProcess(state)).toBe(processes[own])
      }),
    )
  })

  it('that is queued asks for one spawn, and for one stop or kill of the process it got', () => {
    fc.assert(
      fc.property(fc.array(runNews, { maxLength: 30 }), all => {
        let state: RunState = { status: 'queued', sinceMs: 0 }
        const asked: string[] = []
        for (const one of all) {
          const next = stepRun(state, one, 1)
          if (next) asked.push(...next.effects)
          state = next?.state ?? state
        }
        expect(asked.filter(effect => effect === 'spawn').length).toBeLessThanOrEqual(1)
        expect(asked.filter(effect => effect === 'stop' || effect === 'kill').length).toBeLessThanOrEqual(1)
        if (asked.includes('hurry')) expect(asked.slice(0, asked.indexOf('hurry')).join()).toMatch(/stop|kill/)
      }),
    )
  })

  it('keeps the time it began to stop', () => {
    fc.assert(
      fc.property(stories, ([first, all]) => {
        const times = walk(first, all).flatMap(state => (state.status === 'stopping' ? [state.sinceMs] : []))
        expect(new Set(times).size).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('a run', () => {
  it('that is asked to end is that at its exit, with how it exited beside it', () => {
    expect(step(states['running'], { kind: 'stop', cause }, { kind: 'exited', exit })).toMatchObject({
      status: 'draining',
      outcome: { kind: 'stopped', by: 'user', exit },
    })
  })

  it('keeps the first cause when it is asked to end twice', () => {
    const later: Cause = { kind: 'cancelled', by: 'api', reason: 'changed my mind' }
    expect(step(states['running'], { kind: 'stop', cause }, { kind: 'kill', cause: later })).toMatchObject({ cause })
  })

  it('that is stopped before it has a process is stopped when it gets one', () => {
    expect(stepRun(afterStart('stop'), news.spawned, 2)?.effects).toEqual(['stop'])
  })

  it('that is killed before it has a process gets no grace when it gets one', () => {
    expect(stepRun(afterStart('kill'), news.spawned, 2)?.effects).toEqual(['kill'])
    expect(stepRun(afterStart('stop', 'kill'), news.spawned, 2)?.effects).toEqual(['kill'])
  })

  it('that is stopped and told of its spawn twice is stopped once', () => {
    const stopping = step(afterStart('stop'), news.spawned)
    expect(stopping && stepRun(stopping, news.spawned, 3)).toBeUndefined()
  })

  it('that was queued when it was stopped has ended, without a process', () => {
    expect(step(states['queued'], { kind: 'stop', cause })).toEqual({ status: 'ended', sinceMs: 1, outcome: stopped })
  })

  it('whose keeper dies in the middle of its stop is lost: nobody saw it end', () => {
    expect(step(states['stopping'], news.lost)).toMatchObject({ outcome: { kind: 'lost' } })
  })

  it('whose exit was seen keeps its outcome when the keeper dies', () => {
    expect(step(states['draining'], news.lost)).toMatchObject({ status: 'ended', outcome: exit })
  })

  it('with a process is not ended by a report', () => {
    expect(states['running'] && stepRun(states['running'], news.finished, 1)).toBeUndefined()
    expect(states['stopping'] && stepRun(states['stopping'], news.finished, 1)).toBeUndefined()
  })

  it('without a process is ended by its report', () => {
    expect(step(states['created'], news.reported, news.finished)).toMatchObject({ outcome: { kind: 'completed' } })
  })

  it('without a process that is being cancelled settles as cancelled when it says that it has ended', () => {
    const cancelled: Cause = { kind: 'cancelled', by: 'api', reason: undefined }
    const all = [news.reported, { kind: 'stop', cause: cancelled } as const, news.finished]
    expect(step(states['created'], ...all)).toMatchObject({ status: 'ended', outcome: { kind: 'cancelled' } })
  })
})

function afterStart(...kinds: ('stop' | 'kill')[]): RunState {
  const asked = kinds.map(kind => news[kind])
  const state = step(states['queued'], news.start, ...asked)
  if (!state) throw new Error('there is no such state')
  return state
}
