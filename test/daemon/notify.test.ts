import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

const ready = { kind: 'notify' } as const

test('a program says itself that it is ready, and until then how far it is', async () => {
  const bench = await openBench()
  const script = 'echo STATUS=loading >> "$SKEP_NOTIFY"; read line; echo READY=1 >> "$SKEP_NOTIFY"; exec sleep 1000'
  const id = await bench.start(specOf('db', script, { ready }))
  await bench.untilIs(id, 'running')
  const why = async (): Promise<string> => (await bench.client.ask('why', { worker: id })).link.why
  let last = ''
  const saysSo = async (): Promise<boolean> => {
    last = await why()
    return last.includes('loading')
  }
  await until(saysSo, { what: 'its status', show: () => last })
  expect(last).toBe('runs and is not ready: loading')
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'go', enter: true } })
  await bench.untilIs(id, 'ready')
})

test('what was said before anybody looked counts, and lines that mean nothing do not', async () => {
  const bench = await openBench()
  const quick = 'printf "MAINPID=1\\nREADY=1\\n" >> "$SKEP_NOTIFY"; exec sleep 1000'
  const id = await bench.start(specOf('quick', quick, { ready }))
  await bench.untilIs(id, 'ready')
  const other = await bench.start(
    specOf('other', 'printf "NOTREADY=1\\nREADY=0\\n" >> "$SKEP_NOTIFY"; sleep 0.2', { ready }),
  )
  await bench.untilIs(other, 'completed')
  expect(bench.runOf(other).readyAtMs).toBeUndefined()
})
