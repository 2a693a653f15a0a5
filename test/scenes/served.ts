import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { connectProject, type ProjectDoor } from '../../src/client/connect.ts'
import { placeOf } from '../../src/client/find.ts'
import { openMirror } from '../../src/client/mirror.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import type { Picture } from '../../src/core/picture.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import type { DaemonStatus } from '../../src/protocol/verbs/status.ts'
import { until } from '../until.ts'
import { isAlive, markName } from './processes.ts'
import { programArgv } from './program.ts'
import { beginScene, type Scene } from './scene.ts'

/** A project whose daemon and keeper are processes of the built program, and what a test asks of them. */
export type Served = {
  readonly scene: Scene
  readonly door: ProjectDoor
  /** A client of its own, which is closed with the test. */
  connect(): Promise<Client>
  status(): Promise<DaemonStatus>
  /** Ends the daemon as a crash would; resolves when it is gone. */
  killDaemon(): Promise<void>
  killKeeper(): Promise<void>
  /** Adds a worker and starts it; whatever it starts has the mark of the scene. */
  add(spec: WorkerSpec): Promise<{ readonly worker: WorkerId; readonly run: RunId }>
  /** The process of a run, once it is there. */
  pidOf(run: RunId): Promise<number>
  present(): Promise<Picture>
  outputOf(run: RunId): Promise<string>
}

/** Begins a project that is served; `env` is added to what the daemon finds. */
export async function beginServed(env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const scene = beginScene()
  const own = { ...scene.env, ...env }
  const door: ProjectDoor = {
    place: placeOf({ folder: scene.folder, name: 'served', env: own, userHome: join(scene.folder, '..', 'home') }),
    argv: programArgv(),
    env: own,
    version: '0.1.0',
    actor: 'user',
  }

  async function connect(): Promise<Client> {
    const client = await connectProject(door, 'start')
    onTestFinished(() => client.close())
    return client
  }

  const present = (): Promise<Picture> =>
    once(async client => {
      const mirror = await openMirror(client, () => undefined)
      mirror.close()
      return mirror.picture
    })

  async function once<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = await connectProject(door, 'start')
    try {
      return await work(client)
    } finally {
      await client.close()
    }
  }

  const status = (): Promise<DaemonStatus> => once(client => client.ask('status', {}))

  return {
    scene,
    door,
    connect,
    status,
    killDaemon: async () => killAndWait((await status()).daemon.pid),
    killKeeper: async () => killAndWait((await status()).keeper.pid),
    add: spec =>
      once(async client => {
        const env = { ...spec.env, [markName]: scene.env[markName] ?? '' }
        const { acknowledged, run } = await client.ask('add', { spec: { ...spec, env }, taken: 'refuse', start: true })
        if (!run) throw new Error(`${spec.name} was started and has no run`)
        return { worker: acknowledged.ref.workerId, run }
      }),
    pidOf: run => until(async () => (await present()).runs.get(run)?.pid, { what: `the process of ${run}` }),
    present,
    outputOf: run =>
      once(async client => {
        const { chunks } = await client.output(run).read({ from: 0, maxBytes: 16 * 1024 * 1024 })
        return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()
      }),
  }
}

/** Ends a process without asking it; resolves when it is gone. */
export async function killAndWait(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  await until(() => !isThere(pid), { what: `process ${pid} to be gone` })
}

/** Whether a process lives. One that has ended and that nobody has taken notice of does not. */
export const isThere: (pid: number) => boolean = isAlive
