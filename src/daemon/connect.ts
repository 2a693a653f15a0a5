import { randomUUID } from 'node:crypto'
import type { Actor } from '../core/actor.ts'
import { eventWithoutEnvironment } from '../core/discreet.ts'
import type { RunId } from '../core/id.ts'
import { runFolder } from '../core/paths.ts'
import type { AttachOrder } from '../protocol/attach-order.ts'
import type { Attachment, Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'
import { tellAll } from '../protocol/tell.ts'
import type { TerminalSizes, Viewer } from '../protocol/terminal-sizes.ts'
import { type ParamsOf, type ResultOf, type VerbName, verbs } from '../protocol/verbs.ts'
import { type Context, findLiveRun, findRun } from './context.ts'
import { handlers } from './handlers.ts'
import type { UsageWatch } from './usage.ts'
import { openView, requireTerminal } from './view.ts'

/** What a connection shares with the others. */
export type Shared = Omit<Context, 'actor' | 'measure' | 'watchUsage'> & {
  readonly usage: UsageWatch
  /** Those who look at terminals in this process. */
  readonly viewers: TerminalSizes
}

/** What is begun all at once: when the store cannot keep it, it was never done. */
const attempted: ReadonlySet<VerbName> = new Set([
  'add',
  'ensure',
  'update',
  'remove',
  'rename',
  'up',
  'reload',
  'start',
  'restart',
  'execute',
])

/** Those that may take several turns of the loop attempt each of their parts. */
const attemptedInParts: ReadonlySet<VerbName> = new Set(['ensure', 'reload', 'start', 'restart'])

/** While the store cannot write nothing new is begun; what ends or eases what runs is done, and then said to be unkept. */
const beginning: ReadonlySet<VerbName> = new Set([...attempted, 'import-run'])

/** Opens one asker's conversation with the runtime. A change is answered after it is on disk. */
export function openConnection(shared: Shared, actor: Actor): Connection {
  const { journal, keeper, world } = shared
  const listeners = new Set<(notice: Notice) => void>()
  let endUsage: (() => void) | undefined

  function tell(notice: Notice): void {
    tellAll(listeners, notice)
  }

  function watchUsage(on: boolean): void {
    endUsage?.()
    endUsage = on ? shared.usage.watch(usage => tell({ kind: 'usage', usage })) : undefined
  }

  const context: Context = { ...shared, actor, measure: shared.usage.measure, watchUsage }
  const endings = [
    journal.onCommit(events => tell({ kind: 'events', events: events.map(eventWithoutEnvironment) })),
    keeper.onFact(fact => {
      if (fact.kind === 'grew') tell({ kind: 'grew', run: fact.run, end: fact.end })
      else if (fact.kind === 'drained') tell({ kind: 'grew', run: fact.run, end: fact.end })
    }),
  ]

  async function attach(run: RunId, { source, endsInput }: AttachOrder): Promise<Attachment> {
    journal.settle()
    await findLiveRun(context, findRun(context, run).worker)
    const viewer: Viewer = { token: randomUUID(), run, actor, readOnly: false }
    return {
      async write(bytes) {
        await shared.viewers.typed(viewer)
        await keeper.write({ run, actor, source, bytes, whole: false })
      },
      resize: size => shared.viewers.set(viewer, size),
      end: async () => void (endsInput && (await keeper.closeInput({ run, actor }))),
      close: () => shared.viewers.forget(viewer),
    }
  }

  return {
    async ask(name, params) {
      // Not otherwise: what is asked takes effect in the order in which it is asked.
      if (journal.isRefused && beginning.has(name)) await journal.committed()
      const changes = verbs[name].effect === 'change'
      if (changes && shared.changes.isHalfway) await shared.changes.whole()
      if (changes) shared.shutdown.require(name)
      if (attemptedInParts.has(name)) return answer(name, params, context)
      if (attempted.has(name)) return journal.attempt(() => answer(name, params, context))
      journal.settle()
      const result = await answer(name, params, context)
      if (changes) await journal.committed()
      return result
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attach,
    async view(run, order) {
      const record = findRun(context, run)
      requireTerminal(record, context)
      const attachment = await attach(run, { source: 'keys', endsInput: false })
      return openView(record, order, { ...shared, attachment })
    },
    outputFolder: run => runFolder(world.runsFolder, run),
    async close() {
      watchUsage(false)
      for (const end of endings) end()
      listeners.clear()
    },
  }
}

function answer<Name extends VerbName>(name: Name, params: ParamsOf<Name>, context: Context): Promise<ResultOf<Name>> {
  return handlers[name](params, context)
}
