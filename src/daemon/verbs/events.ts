import { eventWithoutEnvironment } from '../../core/discreet.ts'
import { Fault } from '../../core/fault.ts'
import type { EventsParams } from '../../protocol/verbs/events.ts'
import type { Context, Handler } from '../context.ts'

/** A page of the journal. */
export const events: Handler<'events'> = async (params, context) => {
  const { runtimeId } = context.picture
  if (params.runtime !== undefined && params.runtime !== runtimeId) throw wrongRuntime(params.runtime)
  const { limit, run } = params
  const page = context.store.readEvents({ after: params.after ?? beforeNewest(params, context), limit, run })
  return { runtimeId, ...page, events: page.events.map(eventWithoutEnvironment) }
}

function beforeNewest({ limit }: EventsParams, { store }: Context): number {
  return Math.max(store.firstEvent - 1, store.lastEvent.id - limit)
}

function wrongRuntime(runtime: string): Fault {
  const hint = 'look from the directory of its project (or with -C), or begin without a cursor'
  return new Fault({ code: 'wrong-runtime', message: `this is not the runtime ${runtime} that the cursor is of`, hint })
}
