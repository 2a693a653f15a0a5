import { readClocks } from '../client/clocks.ts'
import { toPlaced } from '../config/placed.ts'
import { Fault } from '../core/fault.ts'
import type { RuntimeId, WorkerId, WorkerRef } from '../core/id.ts'
import type { Present } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import type { Acknowledgement, Stopped } from '../protocol/acknowledged.ts'
import type { Link } from './link.ts'
import { workerOf } from './ref.ts'
import type { SkepRuntime } from './runtime.ts'
import { catalogueDefaults, type Surroundings, toSpec } from './spec.ts'
import { toDetail, toWorker } from './view.ts'

/** What can be done with the workers of a runtime. */
export type Catalogue = Pick<
  SkepRuntime,
  | ('create' | 'ensure' | 'list' | 'detail' | 'update' | 'delete' | 'destroy')
  | ('start' | 'stop' | 'kill' | 'restart' | 'pause' | 'resume' | 'cancel')
>

export type CatalogueParts = {
  readonly link: Link
  readonly runtimeId: RuntimeId
  readonly surroundings: Surroundings
}

/** Opens the catalogue of the runtime behind a link. */
export function openCatalogue({ link, runtimeId, surroundings }: CatalogueParts): Catalogue {
  const { ask } = link
  const idOf = (ref: WorkerRef): WorkerId => workerOf(ref, runtimeId)

  async function end(how: 'stop' | 'kill' | 'cancel', ref: WorkerRef, reason: string | undefined): Promise<Stopped> {
    const { stopped } = await ask(how, { workers: [idOf(ref)], ...(reason === undefined ? {} : { reason }) })
    return only(stopped)
  }

  async function move(how: 'start' | 'restart' | 'pause' | 'resume', ref: WorkerRef): Promise<Acknowledgement> {
    const { acknowledged } = await ask(how, { workers: [idOf(ref)] })
    return only(acknowledged)
  }

  async function remove(ref: WorkerRef): Promise<Acknowledgement> {
    const { acknowledged } = await ask('remove', { workers: [idOf(ref)] })
    return only(acknowledged)
  }

  return {
    async create(options) {
      const spec = toSpec(options, surroundings, catalogueDefaults)
      const taken = options.name === undefined ? 'number' : 'refuse'
      return (await ask('add', { spec, taken, start: false })).acknowledged
    },
    async ensure(options) {
      const spec = await toPlaced(toSpec(options, surroundings, catalogueDefaults))
      return (await ask('ensure', { spec })).acknowledged
    },
    async list() {
      const present = await ask('subscribe', {})
      return present.workers.map(worker => toWorker(worker, runOf(worker, present), runtimeId))
    },
    async detail(ref) {
      const present = await ask('subscribe', {})
      const worker = findWorker(idOf(ref), present)
      return toDetail(worker, runOf(worker, present), { runtimeId, clocks: readClocks() })
    },
    async update(ref, change) {
      const { name } = findWorker(idOf(ref), await ask('subscribe', {})).spec
      const spec = { ...toSpec(change, surroundings, catalogueDefaults), name }
      return (await ask('update', { worker: idOf(ref), spec })).acknowledged
    },
    delete: remove,
    async destroy(ref) {
      const stopped = await end('stop', ref, 'it is destroyed')
      return { ...stopped, ...(await remove(ref)) }
    },
    start: ref => move('start', ref),
    stop: (ref, reason) => end('stop', ref, reason),
    kill: (ref, reason) => end('kill', ref, reason),
    restart: ref => move('restart', ref),
    pause: ref => move('pause', ref),
    resume: ref => move('resume', ref),
    cancel: (ref, reason) => end('cancel', ref, reason),
  }
}

function findWorker(id: WorkerId, { workers }: Present): WorkerRecord {
  const found = workers.find(worker => worker.id === id)
  if (found) return found
  throw new Fault({ code: 'not-found', message: `there is no worker ${id}`, hint: 'list the workers' })
}

function runOf({ run }: WorkerRecord, { runs }: Present): RunRecord | undefined {
  return run && runs.find(({ id }) => id === run)
}

function only<Item>([first]: readonly Item[]): Item {
  if (first === undefined) throw new Error('one worker was asked for, and none was answered for')
  return first
}
