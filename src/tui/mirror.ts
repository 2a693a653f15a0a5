import type { Client } from '../client/client.ts'
import type { WorkerId } from '../core/id.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import { type Living, openLiving } from '../store/living.ts'
import type { ProcessManager, RunStore, StdinWriter, StopReport } from '../store/sources.ts'

/** The living picture of the runtime that a client is connected to. */
export function mirrorRuntime(client: Client): Promise<Living> {
  return openLiving({
    manager: toProcessManager(client),
    runs: toRunStore(client),
    input: toStdinWriter(client),
    feed: { subscribe: () => client.ask('subscribe', {}), listen: client.listen },
  })
}

type Ask = Pick<Client, 'ask'>

function toProcessManager({ ask }: Ask): ProcessManager {
  const end = async (verb: 'stop' | 'kill' | 'cancel', workers: readonly WorkerId[], reason: string | undefined) =>
    (await ask(verb, { workers, ...(reason === undefined ? {} : { reason }) })).stopped.map(toReport)
  return {
    start: async workers => void (await ask('start', { workers })),
    stop: (workers, reason) => end('stop', workers, reason),
    stopInOrder: async (workers, reason) =>
      (await ask('stop', { workers, reason, dependants: 'first' })).stopped.map(toReport),
    kill: (workers, reason) => end('kill', workers, reason),
    cancel: (workers, reason) => end('cancel', workers, reason),
    restart: async workers => void (await ask('restart', { workers })),
    pause: async workers => void (await ask('pause', { workers })),
    resume: async workers => void (await ask('resume', { workers })),
    signal: async (workers, signal) => void (await ask('signal', { workers, signal })),
    add: async spec => (await ask('add', { spec, taken: 'refuse', start: true })).acknowledged.ref.workerId,
    update: async (worker, spec) => void (await ask('update', { worker, spec })),
    remove: async workers => void (await ask('remove', { workers })),
    why: async worker => (await ask('why', { worker })).link,
    tree: async run => (await ask('tree', { run })).processes,
  }
}

function toReport({ worker, name, changed, verdict }: Stopped): StopReport {
  return { worker, name, changed, verdict }
}

function toRunStore({ ask }: Ask): RunStore {
  return {
    runs: async (worker, limit) => (await ask('runs', { worker, limit })).runs,
    transcript: (run, start, limit) => ask('transcript', { run, start, limit }),
  }
}

function toStdinWriter({ ask }: Ask): StdinWriter {
  return {
    sendText: async (worker, text) => void (await ask('send', { worker, typed: { kind: 'text', text, enter: true } })),
    sendKeys: async (worker, keys) => void (await ask('send', { worker, typed: { kind: 'keys', keys } })),
    endInput: async worker => void (await ask('end-input', { worker })),
  }
}
