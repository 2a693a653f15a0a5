import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'
import { tellAll } from '../protocol/tell.ts'
import { type VerbName, verbs } from '../protocol/verbs.ts'
import type { Remote } from './remote.ts'
import { attach, view } from './ways.ts'

/** How soon a daemon that is being replaced is looked for again, and how seldom in the end. */
const firstRetryMs = 50
const longestRetryMs = 2_000

/** What ends the daemon. */
const ending: ReadonlySet<VerbName> = new Set(['down', 'leave'])

/**
 * A connection that lasts: when the daemon goes it is looked for, or started, again. Whoever listens is told `away`
 * then, and `lagged` as soon as the next daemon can be asked: what happened meanwhile is to be asked for. A daemon with
 * which there is nothing to talk about is told as `closed`.
 */
export async function openLasting(connect: (signal: AbortSignal) => Promise<Remote>): Promise<Connection> {
  const listeners = new Set<(notice: Notice) => void>()
  const closing = new AbortController()
  let isOver = false
  let isStopped = false
  let heard: Remote | undefined
  let living: Promise<Remote> = take(await connect(closing.signal))

  function hear(remote: Remote): void {
    if (heard === remote) return
    heard = remote
    remote.listen(tell)
  }

  async function take(remote: Remote): Promise<Remote> {
    if (listeners.size > 0) hear(remote)
    void remote.closed.then(() => {
      if (isOver) return
      living = again()
      tell({ kind: 'away', reason: 'the daemon has gone' })
      living.then(
        () => tell({ kind: 'lagged' }),
        problem => tell({ kind: 'closed', reason: problem instanceof Error ? problem.message : String(problem) }),
      )
    })
    return remote
  }

  async function again(): Promise<Remote> {
    for (let waitMs = firstRetryMs; ; waitMs = Math.min(longestRetryMs, 2 * waitMs)) {
      if (isOver) throw new Fault({ code: 'unreachable', message: 'the connection was closed' })
      if (isStopped) throw stoppedFault()
      try {
        return await take(await connect(closing.signal))
      } catch (problem) {
        // Another version will not become this one by waiting.
        if (problem instanceof Fault && problem.code === 'version') throw problem
        await pause(waitMs, undefined, { signal: closing.signal }).catch(() => undefined)
      }
    }
  }

  // Who had everything stopped does not want it back because somebody looks on.
  function tell(notice: Notice): void {
    isStopped ||= notice.kind === 'events' && notice.events.some(({ kind }) => kind === 'runtime.stopped')
    tellAll(listeners, notice)
  }

  const first = await living
  const ask: Connection['ask'] = async (name, params) => {
    // Who has ended the daemon is not the one to start another.
    isOver ||= ending.has(name)
    for (;;) {
      const remote = await living
      try {
        return await remote.ask(name, params)
      } catch (problem) {
        // What only looks may be asked again of the next one; whether a change was made is not known.
        const isGone = problem instanceof Fault && problem.code === 'unreachable'
        if (!isGone || isOver || verbs[name].effect === 'change') throw problem
        await remote.closed
      }
    }
  }
  return {
    ask,
    listen(listener) {
      listeners.add(listener)
      void living.then(hear).catch(() => undefined)
      return () => listeners.delete(listener)
    },
    attach: (run, order) => attach(run, order, ask),
    view: (run, order) => view(run, order, ask),
    outputFolder: first.outputFolder,
    async close() {
      isOver = true
      listeners.clear()
      // Who looks for a daemon does not look on.
      closing.abort()
      const remote = await living.catch(() => undefined)
      await remote?.close()
    },
  }
}

function stoppedFault(): Fault {
  const hint = 'start skep again to go on'
  return new Fault({ code: 'runtime-stopped', message: 'everything was stopped, and the daemon with it', hint })
}
