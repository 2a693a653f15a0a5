import { expect, test } from 'vitest'
import { watchEndings } from '../../src/client/endings.ts'
import { openMirror } from '../../src/client/mirror.ts'
import { openClient } from '../../src/client/open.ts'
import type { Connection } from '../../src/protocol/connection.ts'
import type { Notice } from '../../src/protocol/notice.ts'
import { openBench } from '../daemon/runtime.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'

/** A connection that is deaf for a while, and is told so afterwards, as over a change of the daemon. */
function openDeaf(connection: Connection) {
  const listeners = new Set<(notice: Notice) => void>()
  let isDeaf = false
  const tell = (notice: Notice): void => {
    for (const listener of listeners) listener(notice)
  }
  connection.listen(notice => {
    if (!isDeaf) tell(notice)
  })
  return {
    client: openClient({
      ...connection,
      listen(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }),
    deafen() {
      isDeaf = true
    },
    hearAgain() {
      isDeaf = false
      tell({ kind: 'lagged' })
    },
  }
}

test('a mirror that missed events is told them, shows the present again, and goes on from there', async () => {
  const bench = await openBench()
  const deaf = openDeaf(bench.client)
  const seen: string[] = []
  const { picture } = await openMirror(
    deaf.client,
    event => seen.push(event.kind),
    () => seen.push('renewed'),
  )
  deaf.deafen()
  const id = await bench.start(specOf('server', 'sleep 1000'))
  await bench.untilIs(id, 'running')
  expect(picture.workers.size).toBe(0)
  deaf.hearAgain()
  await until(() => seen.includes('renewed'), { what: 'the picture to be renewed' })
  expect(picture.workers.get(id)?.spec.name).toBe('server')
  await bench.client.ask('stop', { workers: [id] })
  await until(() => picture.workers.get(id)?.state.status === 'ended', { what: 'the end to be seen', show: () => seen })
  expect(seen.slice(0, seen.indexOf('renewed'))).toContain('worker.added')
})

test('who waits for the end of a run and follows its output hears of an end that nobody told', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('job', 'echo ready; read -r line; echo over'))
  await bench.untilShows(id, 'ready')
  const run = bench.runOf(id).id
  const deaf = openDeaf(bench.client)
  const endings = watchEndings(deaf.client)
  const isComplete = (): boolean => endings.outcomeOf(run) !== undefined
  const text = (async () => {
    let shown = ''
    for await (const { chunks } of deaf.client.follow(run, { from: 0, isComplete }))
      for (const { bytes } of chunks) shown += Buffer.from(bytes).toString()
    return shown
  })()
  deaf.deafen()
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
  await bench.untilIs(id, 'completed')
  const ended = endings.ended(run)
  deaf.hearAgain()
  expect(await ended).toEqual({ kind: 'exited', code: 0 })
  expect(await text).toBe('ready\nover\n')
})
