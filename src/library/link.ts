import type { Actor } from '../core/actor.ts'
import { Fault } from '../core/fault.ts'
import type { Connection } from '../protocol/connection.ts'
import { type ParamsOf, type ResultOf, type VerbName, verbs } from '../protocol/verbs.ts'
import type { Ground } from './ground.ts'
import type { RuntimeStarted, RuntimeStopped } from './lifecycle.ts'

/** The conversations of one runtime with what it stands on, opened when they are needed. */
export type Link = {
  /** Who asks when nobody else is named. */
  readonly actor: Actor
  /** Aborted when the runtime is closed. */
  readonly closing: AbortSignal
  connection(actor?: Actor): Promise<Connection>
  /**
   * Refused with `runtime-stopped` when it would change what was stopped, and always after a close. What only reads is
   * asked once more when the daemon went meanwhile.
   */
  ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>, actor?: Actor): Promise<ResultOf<Name>>
  stop(reason: string | undefined): Promise<RuntimeStopped>
  start(): Promise<RuntimeStarted>
  close(): Promise<void>
}

/** Opens the link; nothing is connected yet. */
export function openLink(ground: Ground, actor: Actor): Link {
  const connections = new Map<Actor, Promise<Connection>>()
  const closing = new AbortController()
  let stopping: Promise<RuntimeStopped> | undefined
  let isStopped = false
  let closed: Promise<void> | undefined

  async function connection(as: Actor = actor): Promise<Connection> {
    closing.signal.throwIfAborted()
    const found = connections.get(as) ?? ground.connect(as)
    connections.set(as, found)
    // Who could not be reached may be reached later.
    found.catch(() => connections.get(as) === found && connections.delete(as))
    return found
  }

  async function ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>, as?: Actor): Promise<ResultOf<Name>> {
    const isRead = verbs[name].effect === 'read'
    if (isStopped && !isRead) throw stoppedFault()
    const asked = async (): Promise<ResultOf<Name>> => (await connection(as)).ask(name, params)
    // When a daemon goes before it has answered, only what changes nothing can be asked again.
    return asked().catch(problem => {
      if (!isRead || closing.signal.aborted || !isUnreachable(problem)) throw problem
      return asked()
    })
  }

  async function letGo(): Promise<void> {
    const open = [...connections.values()]
    connections.clear()
    await Promise.all(open.map(one => one.then(opened => opened.close()).catch(() => undefined)))
  }

  async function closeAll(): Promise<void> {
    closing.abort(closedFault())
    await letGo()
    await ground.close()
  }

  async function stopNow(reason: string | undefined): Promise<RuntimeStopped> {
    const asked = await connection()
    let eventId = 0
    const hush = asked.listen(notice => {
      if (notice.kind === 'events') eventId = notice.events.at(-1)?.id ?? eventId
    })
    try {
      const { stopped } = await asked.ask('down', reason === undefined ? {} : { reason })
      isStopped = true
      if (ground.endsWithStop) await letGo()
      return { status: 'stopped', changed: true, eventId, stopped }
    } finally {
      hush()
    }
  }

  return {
    actor,
    closing: closing.signal,
    connection,
    ask,
    async stop(reason) {
      const before = stopping
      if (before) return { ...(await before), changed: false, stopped: [] }
      const now = stopNow(reason)
      stopping = now
      // What did not stop can be stopped again.
      now.catch(() => {
        stopping = undefined
      })
      return now
    },
    async start() {
      closing.signal.throwIfAborted()
      await stopping?.catch(() => undefined)
      const changed = isStopped
      if (changed) await ground.start(actor)
      isStopped = false
      stopping = undefined
      const { revision } = await ask('subscribe', {})
      return { status: 'running', changed, eventId: revision }
    },
    close() {
      closed ??= closeAll()
      return closed
    },
  }
}

function isUnreachable(problem: unknown): boolean {
  return problem instanceof Fault && problem.code === 'unreachable'
}

function stoppedFault(): Fault {
  const hint = 'start it again to change anything; reading still works'
  return new Fault({ code: 'runtime-stopped', message: 'the runtime has been stopped', hint })
}

function closedFault(): Fault {
  return new Fault({ code: 'runtime-stopped', message: 'this runtime has been closed', hint: 'open another one' })
}
