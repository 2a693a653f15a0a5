import type { Actor } from '../core/actor.ts'
import type { Present } from '../core/picture.ts'
import { openCatalogue } from './catalogue.ts'
import { watchDiagnostics } from './diagnostics.ts'
import { openEvents } from './events.ts'
import type { Ground } from './ground.ts'
import { type Link, openLink } from './link.ts'
import { openRuns } from './runs.ts'
import type { SkepRuntime } from './runtime.ts'
import { openSaying } from './saying.ts'
import type { Surroundings } from './spec.ts'
import { type Backend, summarise } from './summary.ts'

export type OpenOrder = {
  readonly actor: Actor
  readonly surroundings: Surroundings
  readonly backend: Backend
}

/** Makes a runtime of the library of what it stands on. */
export async function openOn(ground: Ground, { actor, surroundings, backend }: OpenOrder): Promise<SkepRuntime> {
  const link = openLink(ground, actor)
  const { runtimeId, project } = await presentOf(link).catch(async problem => {
    await link.close()
    throw problem
  })
  const events = openEvents(link, runtimeId)
  return {
    ...{ kind: 'local', id: runtimeId, name: project },
    ...openCatalogue({ link, runtimeId, surroundings }),
    ...openRuns({ link, events, surroundings }),
    ...openSaying(link, runtimeId),
    cursorFromStart: events.cursorFromStart,
    cursorNow: events.cursorNow,
    readEvents: events.readEvents,
    subscribe: events.subscribe,
    diagnostics: async () => (await presentOf(link)).diagnostics,
    watchDiagnostics: () => watchDiagnostics(events),
    summary: async () => summarise(await presentOf(link), backend),
    stopRuntime: link.stop,
    startRuntime: link.start,
    close: link.close,
    [Symbol.asyncDispose]: link.close,
  }
}

function presentOf(link: Link): Promise<Present> {
  return link.ask('subscribe', {})
}
