import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'

test('a wait says in one line which condition was met, of which worker and where', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', 'echo "listening on 3000"; sleep 100'))
  const run = desk.bench.runOf(id).id
  await desk.bench.untilShows(id, 'listening')
  const answered = await desk.skep('wait', 'api', '--for', 'exit', '--for', 'match=on (\\d+)')
  const stdout = `api wrote "on 3000", already · ${run}:${'listening on 3000'.length}\n`
  expect(answered).toEqual({ code: 0, stdout, stderr: '' })
})

test('as JSON it is one document with the groups and the cursor, from which the next wait goes on', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', 'echo "listening on 3000"; read -r go; echo bye; exit 7'))
  const run = desk.bench.runOf(id).id
  const first = await desk.json('wait', 'api', '--for', 'match=on (?<port>\\d+)', '--json')
  expect(first).toEqual({
    v: 1,
    met: true,
    condition: 'match=on (?<port>\\d+)',
    worker: 'api',
    workerId: id,
    run,
    captures: { 0: 'on 3000', 1: '3000', port: '3000' },
    cursor: `${run}:${'listening on 3000'.length}`,
    already: expect.any(Boolean),
  })
  await desk.bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
  const next = await desk.json(
    'wait',
    'api',
    '--all',
    '--for=match=o?n? ?bye',
    '--for=exit',
    '--after',
    String(first['cursor']),
    '--json',
  )
  expect(next).toMatchObject({
    met: true,
    condition: 'exit',
    outcome: { kind: 'exited', code: 7 },
    all: [{ condition: 'match=o?n? ?bye', captures: { 0: 'bye' } }, { condition: 'exit' }],
  })
})

test('met is 0, whatever the outcome of the run', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('job', 'exit 9'))
  const run = desk.bench.runOf(id).id
  const waited = await desk.skep('wait', run.slice(0, -2), '--for', 'exit')
  expect(waited).toMatchObject({ code: 0, stdout: expect.stringContaining('job ended: exit 9') })
})

test('a time-out is 10, and says what is there instead', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', `printf '\\033[31mfailing\\033[0m\\n'; sleep 100`))
  await desk.bench.untilShows(id, 'failing')
  const text = await desk.skep('wait', 'api', '--for', 'match=ready', '--timeout', '50ms')
  expect([text.code, text.stdout]).toEqual([10, ''])
  expect(text.stderr.replace(/quiet for \d+\.\d s/, 'quiet for a while')).toBe(
    'skep: no match=ready within 50ms\n  api: running, quiet for a while; its last lines:\n    failing\n',
  )
  const document = await desk.json('wait', 'api', '--for', 'match=ready', '--timeout', '50ms', '--json')
  const seen = [{ worker: 'api', status: 'running', lines: ['failing'], quietMs: expect.any(Number) }]
  expect(document).toMatchObject({ v: 1, met: false, why: 'timed-out', timeoutMs: 50, seen })
})

test('an end without a match is 11, and says how it ended', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('job', 'echo over; exit 3'))
  const text = await desk.skep('wait', 'job', '--for', 'match=ready')
  const stderr = 'skep: job ended: exit 3, without match=ready\n  job: failed; its last lines:\n    over\n'
  expect(text).toEqual({ code: 11, stdout: '', stderr })
  const document = await desk.json('wait', 'job', '--for', 'match=ready', '--json')
  expect(document).toMatchObject({ met: false, why: 'ended', worker: 'job', outcome: { kind: 'exited', code: 3 } })
})

test('what must not be is 12, with the line', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('build', 'echo "error: no such file"; sleep 100'))
  const run = desk.bench.runOf(id).id
  const order = ['wait', 'build', '--for', 'match=done', '--fail-on', 'panic', '--fail-on', 'error:'] as const
  const text = await desk.skep(...order)
  const stderr = `skep: build wrote what error: finds, at ${run}:${'error:'.length}\n  error: no such file\n`
  expect(text).toEqual({ code: 12, stdout: '', stderr })
  const document = await desk.json(...order, '--json')
  expect(document).toMatchObject({ met: false, why: 'failed-on', expression: 'error:', line: 'error: no such file' })
})

test('nobody of that name is 3', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('api', 'sleep 100'))
  const waited = await desk.skep('wait', 'apo', '--for', 'exit')
  expect(waited).toMatchObject({ code: 3, stderr: 'skep: there is no worker apo\n  did you mean api?\n' })
  const none = await desk.skep('wait', 'run_0123456789', '--for', 'exit')
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('there is no run run_0123456789') })
})

test.each([
  [[], 'wait was not told what for'],
  [['--for', 'input'], 'this version cannot tell that a program waits for input'],
  [['--for', 'idle'], 'idle needs to be told what to wait for'],
  [['--for', 'idle=soon'], 'idle=soon is no time'],
  [['--for', 'port=70000'], 'port=70000 is no port'],
  [['--for', 'http=localhost:3000'], 'http=localhost:3000 is no address of a web server'],
  [['--for', 'match=('], '( is no regular expression'],
  [['--for', 'exit', '--fail-on', '['], '[ is no regular expression'],
  [['--for', 'ending'], 'ending is nothing to wait for'],
  [['--for', 'exit', '--any', '--all'], '--any and --all contradict each other'],
  [['--for', 'exit', '--after', 'run_1:x'], 'run_1:x is no cursor'],
  [['--for', 'exit', '--timeout', 'soon'], 'expected a time like 300ms'],
])('%j is refused with a sentence', async (options, sentence) => {
  const desk = await openDesk()
  await desk.bench.start(specOf('api', 'sleep 100'))
  const { code, stderr } = await desk.skep('wait', 'api', ...options)
  expect(stderr).toContain(sentence)
  expect(code).toBe(options.includes('input') ? 1 : 2)
})

test('a cursor of another worker is refused', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('api', 'sleep 100'))
  const other = await desk.bench.start(specOf('other', 'sleep 100'))
  const cursor = `${desk.bench.runOf(other).id}:0`
  const { code, stderr } = await desk.skep('wait', 'api', '--for', 'exit', '--after', cursor)
  expect([code, stderr]).toEqual([1, expect.stringContaining('is no run of what is waited for')])
})

test('several workers are waited for by a glob', async () => {
  const desk = await openDesk()
  for (const name of ['api-1', 'api-2']) await desk.bench.start(specOf(name, 'sleep 100'))
  const { code, stdout } = await desk.skep('wait', 'api-*', '--for', 'ready', '--all')
  expect(code).toBe(0)
  expect(stdout.split('\n').map(line => line.split(/[,·]/)[0]?.trim())).toEqual([
    'api-1 is ready',
    'api-2 is ready',
    '',
  ])
})
