import { expect, test } from 'vitest'
import { parseCursor } from '../../../src/core/cursor.ts'
import { openBench } from '../../daemon/runtime.ts'
import { specOf } from '../../daemon/specs.ts'
import { waitOn } from './waiting.ts'

test('a match says what its groups hold, by number and by name, and where it ends', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', 'echo starting; echo "listening on http port 3000 now"; sleep 100'))
  const answer = await waitOn(bench.client, id, { conditions: ['match=(http)s? port (?<port>\\d+)( later)?'] })
  const { id: run } = bench.runOf(id)
  expect(answer).toMatchObject({
    kind: 'met',
    hit: { name: 'web', worker: id, run, outcome: undefined },
  })
  const hit = answer.kind === 'met' ? answer.hit : undefined
  expect(hit?.captures).toEqual({ 0: 'http port 3000', 1: 'http', 2: '3000', port: '3000' })
  expect(hit?.cursor).toBe(`${run}:${'starting\nlistening on http port 3000'.length}`)
})

test('what was written before the wait counts and is said to be there already; behind its cursor only what is new', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', 'echo one tick; read -r go; echo two tick; sleep 100'))
  await bench.untilShows(id, 'one tick\n')
  const first = await waitOn(bench.client, id, { conditions: ['match=tick'] })
  expect(first).toMatchObject({ kind: 'met', hit: { already: true } })
  const cursor = first.kind === 'met' ? parseCursor(first.hit.cursor) : undefined
  if (!cursor) throw new Error('no cursor')
  const second = waitOn(bench.client, id, { conditions: ['match=(\\w+) tick'], from: { kind: 'cursor', ...cursor } })
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
  expect(await second).toMatchObject({ kind: 'met', hit: { captures: { 1: 'two' } } })
})

test('a prompt is found though its line is never ended', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('login', 'printf "Password: "; read -r secret'))
  const answer = await waitOn(bench.client, id, { conditions: ['match=Password: $'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { cursor: `${bench.runOf(id).id}:${'Password: '.length}` } })
})

test('colours are no part of the text, and the cursor still counts them', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', `printf 'a\\033[32mre\\033[1mady\\033[0m now\\n'; sleep 100`))
  const answer = await waitOn(bench.client, id, { conditions: ['match=^aready'] })
  const end = 'a\x1b[32mre\x1b[1mady'.length
  expect(answer).toMatchObject({ kind: 'met', hit: { cursor: `${bench.runOf(id).id}:${end}` } })
})

test('a cursor counts bytes, also behind characters of several and bytes that are none', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', `printf 'é\\377→ready→\\n'; sleep 100`))
  const answer = await waitOn(bench.client, id, { conditions: ['match=ready'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { cursor: `${bench.runOf(id).id}:${2 + 1 + 3 + 5}` } })
})

test('each stream has its own lines, whatever the other one writes in between', async () => {
  const bench = await openBench()
  const line = `printf 'half '; sleep 0.05; echo noise >&2; sleep 0.05; printf 'line\\n'; sleep 100`
  const id = await bench.start(specOf('web', line))
  const answer = await waitOn(bench.client, id, { conditions: ['match=^half line'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { captures: { 0: 'half line' } } })
  const cursor = answer.kind === 'met' ? answer.hit.cursor : ''
  expect(cursor).toBe(`${bench.runOf(id).id}:${'half noise\nline'.length}`)
})

test('what a progress bar draws over itself is looked at piece by piece', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('bar', `printf ' 10%%\\r 50%%\\r100%%\\r'; sleep 100`, { tty: true }))
  const answer = await waitOn(bench.client, id, { conditions: ['match=^100%$'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { cursor: `${bench.runOf(id).id}:${' 10%\r 50%\r100%'.length}` } })
})

test('one line among very many is found, with the one thing that must not be behind it', async () => {
  const bench = await openBench()
  const script = `
    let line = 0
    const timer = setInterval(() => {
      for (let n = 0; n < 20; n += 1) {
        line += 1
        console.log('line ' + line + (line === 2345 ? ' needle' : ''))
      }
      if (line > 6000) clearInterval(timer)
    }, 10)`
  const id = await bench.start(specOf('flood', { kind: 'argv', argv: [process.execPath, '-e', script] }))
  const order = { conditions: ['match=(\\d+) needle'], failOn: ['line 4000'] }
  expect(await waitOn(bench.client, id, order)).toMatchObject({ kind: 'met', hit: { captures: { 1: '2345' } } })
})

test('an expression that would take for ever is refused with a sentence', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', `echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; sleep 100`))
  const waiting = waitOn(bench.client, id, { conditions: ['match=^(a+)+b'] })
  await expect(waiting).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('^(a+)+b') })
})

test('what must not be ends the wait with its line, also when it stands in the line that was waited for', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('build', 'echo compiling; echo "ready, but error 7 in main"; sleep 100'))
  const answer = await waitOn(bench.client, id, { conditions: ['match=ready'], failOn: ['warning', 'error \\d'] })
  const { id: run } = bench.runOf(id)
  const cursor = `${run}:${'compiling\nready, but error 7'.length}`
  const line = 'ready, but error 7 in main'
  expect(answer).toMatchObject({ kind: 'failed-on', expression: 'error \\d', name: 'build', run, line, cursor })
})

test('what is waited for is met when it stands before what must not be', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('build', 'echo ready; echo error; exit 1'))
  await bench.untilIs(id, 'failed')
  expect(await waitOn(bench.client, id, { conditions: ['match=ready'], failOn: ['error'] })).toMatchObject({
    kind: 'met',
  })
  expect(await waitOn(bench.client, id, { conditions: ['exit'], failOn: ['error'] })).toMatchObject({
    kind: 'failed-on',
  })
})
