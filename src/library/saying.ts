import { Fault } from '../core/fault.ts'
import type { RunId, RuntimeId, WorkerRef } from '../core/id.ts'
import { longestPage } from '../core/page.ts'
import { actorOf, requireContent } from './input.ts'
import type { Link } from './link.ts'
import { workerOf } from './ref.ts'
import type { SkepRuntime } from './runtime.ts'

/** What can be said to what runs, and what was. */
export type Saying = Pick<SkepRuntime, 'sendInput' | 'sendKeys' | 'endInput' | 'transcript'>

/** Opens the conversations of the runtime behind a link. */
export function openSaying(link: Link, runtimeId: RuntimeId): Saying {
  async function runOf(target: WorkerRef | RunId): Promise<RunId> {
    if (typeof target === 'string') return target
    const worker = workerOf(target, runtimeId)
    const { workers } = await link.ask('subscribe', {})
    const found = workers.find(({ id }) => id === worker)
    if (found?.run) return found.run
    const message = found ? `${found.spec.name} has not run yet` : `there is no worker ${worker}`
    throw new Fault({ code: 'not-found', message })
  }

  return {
    async sendInput(ref, input) {
      const worker = workerOf(ref, runtimeId)
      requireContent(input)
      const { content, enter = true } = input
      const typed = { kind: 'text', text: content, enter } as const
      return (await link.ask('send', { worker, typed }, actorOf(input, link.actor))).sent
    },
    async sendKeys(ref, keys) {
      return (await link.ask('send', { worker: workerOf(ref, runtimeId), typed: { kind: 'keys', keys } })).sent
    },
    async endInput(ref) {
      return (await link.ask('end-input', { worker: workerOf(ref, runtimeId) })).sent
    },
    async transcript(target, { start = 0, limit = longestPage } = {}) {
      return link.ask('transcript', { run: await runOf(target), start, limit })
    },
  }
}
