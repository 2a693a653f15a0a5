import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

test('what is typed reaches the program and stands in the transcript with who typed it and where', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('cat', 'echo ready; cat'))
  await bench.untilShows(id, 'ready')
  const typed = { kind: 'text', text: 'hello', enter: true } as const
  const { sent } = await bench.client.ask('send', { worker: id, typed })
  await bench.untilShows(id, 'ready\nhello\n')
  const { items } = await bench.client.ask('transcript', { run: bench.runOf(id).id, start: 0, limit: 100 })
  const entry = items.find(({ sequence }) => sequence === sent.transcriptSequence)
  expect(entry).toMatchObject({ kind: 'input', text: 'hello\n', actor: 'user', offset: 'ready\n'.length })
})

test('keys are typed by name', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('cat', { kind: 'argv', argv: ['cat'] }, { tty: true }))
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'hello', enter: true } })
  // Once by the terminal and once by the program, which is there then.
  await bench.untilShows(id, 'hello\r\nhello')
  await bench.client.ask('send', { worker: id, typed: { kind: 'keys', keys: ['C-c'] } })
  await bench.untilIs(id, 'killed')
})

test('the end of input ends a program that reads to the end', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('sort', 'echo ready; sort'))
  await bench.untilShows(id, 'ready')
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'b\na', enter: true } })
  await bench.client.ask('end-input', { worker: id })
  await bench.untilIs(id, 'completed')
  expect(await bench.outputOf(bench.runOf(id).id)).toBe('ready\na\nb\n')
})

test('keystrokes of one person are one entry up to Enter', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('cat', 'echo ready; cat', { tty: true }))
  await bench.untilShows(id, 'ready')
  const run = bench.runOf(id).id
  const attachment = await bench.client.attach(run, { source: 'keys', endsInput: false })
  for (const key of ['h', 'i', '\r']) await attachment.write(Buffer.from(key))
  await bench.untilShows(id, 'hi\r\nhi')
  const { items } = await bench.client.ask('transcript', { run, start: 0, limit: 100 })
  expect(items.filter(({ kind }) => kind === 'input')).toMatchObject([{ text: 'hi\r', secret: false }])
})

test('what is typed where nothing echoes is kept as a secret', async () => {
  const bench = await openBench()
  const line =
    'stty -echo; printf "Password: "; read -r secret; stty echo; echo; echo "got $(printf %s "$secret" | wc -c)"; sleep 100'
  const id = await bench.start(specOf('login', line, { tty: true }))
  await bench.untilShows(id, 'Password: ')
  const run = bench.runOf(id).id
  await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'hunter2', enter: true } })
  await bench.untilShows(id, 'got 7')
  const { items } = await bench.client.ask('transcript', { run, start: 0, limit: 100 })
  expect(JSON.stringify(items)).not.toContain('hunter2')
  expect(items.find(({ kind }) => kind === 'input')).toMatchObject({ secret: true, text: '‹secret 8 bytes›' })
})

test('a program that asks its terminal is answered though nobody looks', async () => {
  const bench = await openBench()
  const line = `stty raw -echo; printf '\\033[6n'; dd bs=1 count=6 2>/dev/null | od -c | head -1; stty sane; sleep 100`
  const id = await bench.start(specOf('asks', line, { tty: true }))
  await bench.untilShows(id, '[   1   ;   1   R')
})

test('what a run leaves is named, and a stop ends it', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('leaves', 'setsid sleep 1000 >/dev/null 2>&1 </dev/null & exit 0'))
  await bench.untilIs(id, 'completed')
  await until(() => bench.runOf(id).left.length === 1, { what: 'what it left to be named' })
  const { stopped } = await bench.client.ask('stop', { workers: [id] })
  expect(stopped[0]?.verdict?.ended).toMatchObject([{ command: 'sleep 1000' }])
})

test('a program that asks after a resize is told the new size', async () => {
  const bench = await openBench()
  const line = `stty raw -echo; read -r go; printf '\\033[18t'; dd bs=1 count=11 2>/dev/null | od -c | head -1; sleep 100`
  const id = await bench.start(specOf('asks', `echo ready; ${line}`, { tty: true }))
  await bench.untilShows(id, 'ready')
  const attachment = await bench.client.attach(bench.runOf(id).id, { source: 'keys', endsInput: false })
  await attachment.resize({ columns: 133, rows: 44 })
  await attachment.write(Buffer.from('go\n'))
  await bench.untilShows(id, '[   8   ;   4   4   ;   1   3   3   t')
})

test('what was typed right before the end stands before it in the transcript', async () => {
  const bench = await openBench()
  const id = await bench.start(
    specOf('cat', 'stty -icanon -echo; echo ready; dd bs=1 count=2 2>/dev/null', { tty: true }),
  )
  await bench.untilShows(id, 'ready')
  const run = bench.runOf(id).id
  const attachment = await bench.client.attach(run, { source: 'keys', endsInput: false })
  await attachment.write(Buffer.from('ab'))
  await bench.untilIs(id, 'completed')
  const { items } = await bench.client.ask('transcript', { run, start: 0, limit: 100 })
  expect(items.map(({ kind }) => kind).slice(-2)).toEqual(['input', 'state'])
  expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, index) => index + 1))
})

test('a password that is typed key by key is a secret as a whole, its first key too', async () => {
  const bench = await openBench()
  const line = 'echo ready; read -r go; stty -echo; echo Password:; read -r secret; stty echo; echo over; sleep 100'
  const id = await bench.start(specOf('login', line, { tty: true }))
  await bench.untilShows(id, 'ready')
  const run = bench.runOf(id).id
  const attachment = await bench.client.attach(run, { source: 'keys', endsInput: false })
  for (const keys of ['go\r', 'h']) await attachment.write(Buffer.from(keys))
  await bench.untilShows(id, 'Password:')
  for (const key of 'unter2\r') await attachment.write(Buffer.from(key))
  await bench.untilShows(id, 'over')
  const { items } = await bench.client.ask('transcript', { run, start: 0, limit: 100 })
  expect(items.filter(({ kind }) => kind === 'input')).toMatchObject([
    { text: 'go\r', secret: false },
    { text: '‹secret 8 bytes›', secret: true },
  ])
})

test('a character that is typed in two parts is one', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('cat', 'echo ready; cat'))
  await bench.untilShows(id, 'ready')
  const run = bench.runOf(id).id
  const attachment = await bench.client.attach(run, { source: 'keys', endsInput: false })
  for (const bytes of [
    [0x0a, 0xc3],
    [0xa9, 0x0a],
  ])
    await attachment.write(Uint8Array.from(bytes))
  await bench.untilShows(id, '\né\n')
  const { items } = await bench.client.ask('transcript', { run, start: 0, limit: 100 })
  expect(items.filter(({ kind }) => kind === 'input')).toMatchObject([{ text: '\né\n' }])
})

test('each of many programs is answered, and no question twice', async () => {
  const bench = await openBench()
  const ask = `printf '\\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c | tr -d ' '; printf '\\r'`
  const line = `stty raw -echo; ${ask}; dd bs=1 count=1 2>/dev/null; ${ask}; cat -v`
  const ids = await Promise.all(
    Array.from({ length: 34 }, (_, at) => bench.start(specOf(`asks-${at}`, line, { tty: true }))),
  )
  for (const id of ids) await bench.untilShows(id, '033[1;1R')
  for (const id of ids) {
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '.', enter: false } })
    await bench.untilShows(id, '033[2;2R')
  }
  for (const id of ids) {
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'over', enter: false } })
    await bench.untilShows(id, 'over')
    expect(await bench.outputOf(bench.runOf(id).id)).not.toContain('^[')
  }
})

test('a program finds the folder that it runs in, whatever the asking shell said', async () => {
  const bench = await openBench()
  const spec = specOf('where', { kind: 'argv', argv: ['printenv', 'PWD'] })
  const id = await bench.start({ ...spec, env: { ...spec.env, PWD: '/nowhere' } })
  await bench.untilShows(id, '/tmp\n')
})
