import fc from 'fast-check'
import type { SkepEvent } from '../../src/core/event.ts'
import { Chronicle } from './chronicle.ts'
import { runNews } from './run-arbitraries.ts'

type Worker = Chronicle['workers'][number]
type Turn = (chronicle: Chronicle) => void

const worker = fc.nat(9)

function ofWorker(act: (chronicle: Chronicle, worker: Worker) => void): fc.Arbitrary<Turn> {
  return worker.map(
    (pick): Turn =>
      chronicle => {
        const one = chronicle.workers[pick % Math.max(1, chronicle.workers.length)]
        if (one) act(chronicle, one)
        else chronicle.addWorker()
      },
  )
}

const ofRun = (act: (chronicle: Chronicle, worker: Worker & { run: NonNullable<Worker['run']> }) => void) =>
  ofWorker((chronicle, one) => {
    const { run } = one
    if (run) act(chronicle, { ...one, run })
  })

const leftover = { pid: 9, parent: 1, command: 'sleep 9', state: 'S', memoryBytes: 4096, cpuMs: 1, detached: true }

const turns: fc.Arbitrary<Turn> = fc.oneof(
  fc.constant<Turn>(chronicle => void chronicle.addWorker()),
  ofWorker((chronicle, one) => chronicle.removeWorker(one)),
  { weight: 3, arbitrary: ofWorker((chronicle, one) => chronicle.tell(one, { kind: 'start' })) },
  ofWorker((chronicle, one) => chronicle.tell(one, { kind: 'stop' })),
  ofWorker((chronicle, one) => chronicle.tell(one, { kind: 'restart' })),
  ofWorker((chronicle, one) => chronicle.tell(one, { kind: 'due', epoch: epochOf(one) })),
  ofWorker((chronicle, one) => chronicle.live(one, 1)),
  {
    weight: 8,
    arbitrary: runNews.chain(news => ofWorker((chronicle, one) => chronicle.tellRun(one, news))),
  },
  ofWorker((chronicle, one) => chronicle.say(one, { kind: 'input', text: 'ls\n', secret: false })),
  ofRun((chronicle, { id, run }) => chronicle.note({ kind: 'run.paused', data: {} }, { worker: id, run })),
  ofRun((chronicle, { id, run }) => chronicle.note({ kind: 'run.resumed', data: {} }, { worker: id, run })),
  ofRun((chronicle, { id, run }) => chronicle.note({ kind: 'run.ready', data: {} }, { worker: id, run })),
  ofRun((chronicle, { id, run }) =>
    chronicle.note({ kind: 'run.left', data: { left: [leftover] } }, { worker: id, run }),
  ),
  ofRun((chronicle, { id, run }) => {
    const verdict = { run, tookMs: 3, ended: [], survivors: [], spared: [] }
    chronicle.note({ kind: 'run.judged', data: { verdict } }, { worker: id, run })
  }),
  ofWorker((chronicle, one) => chronicle.diagnose(one.id)),
  fc.constant<Turn>(chronicle => chronicle.diagnose(undefined)),
)

function epochOf({ state }: Worker): number {
  return state.status === 'backoff' ? state.epoch : 0
}

/** Chronicles of runtimes in which anything that the tables allow happens in any order. */
export const chronicles: fc.Arbitrary<Chronicle> = fc.array(turns, { maxLength: 80 }).map(all => {
  const chronicle = new Chronicle()
  chronicle.note({ kind: 'runtime.started', data: {} })
  for (const turn of all) turn(chronicle)
  return chronicle
})

/** The journals of such runtimes. */
export const journals: fc.Arbitrary<readonly SkepEvent[]> = chronicles.map(({ events }) => events)
