import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'
import { beginLine } from './line.ts'
import { stable } from './stable.ts'

/** Shows the bytes that it is given, on a terminal without the terminal's own work. */
const shows = (tty: boolean, bytes: number): string =>
  `${tty ? 'stty raw -echo; ' : ''}echo ready; dd bs=1 count=${bytes} 2>/dev/null | od -An -c; sleep 1000`

async function openTypist(line: string, tty: boolean) {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('repl', line, { tty }))
  await desk.bench.untilShows(id, 'ready')
  return { desk, id }
}

test('words are one text with Enter behind it: CR on a terminal, LF on a pipe', async () => {
  const terminal = await openTypist(shows(true, 4), true)
  expect(await terminal.desk.skep('send', 'repl', 'a', 'b')).toEqual({ code: 0, stdout: 'repl: sent\n', stderr: '' })
  await terminal.desk.bench.untilShows(terminal.id, String.raw`a       b  \r`)
  const pipe = await openTypist(shows(false, 4), false)
  await pipe.desk.skep('send', 'repl', 'a', 'b')
  await pipe.desk.bench.untilShows(pipe.id, String.raw`a       b  \n`)
})

test('text, keys and the end of input are sent in this order, and stand so in the transcript', async () => {
  const { desk, id } = await openTypist('stty -icanon -echo; echo ready; cat -v', true)
  const sent = await desk.json('send', 'repl', 'x', '--no-enter', '--key', 'Up', '--key', 'C-b', '--eof', '--json')
  await desk.bench.untilShows(id, 'x^[[A^B^D')
  expect(stable(sent)).toMatchSnapshot()
  const { items } = await desk.bench.client.ask('transcript', { run: desk.bench.runOf(id).id, start: 0, limit: 100 })
  expect(items.map(({ kind }) => kind).slice(-3)).toEqual(['input', 'input', 'end-of-input'])
})

test('the end of input ends who reads a pipe to its end', async () => {
  const { desk, id } = await openTypist('echo ready; sort', false)
  await desk.skep('send', 'repl', 'b', '--eof')
  await desk.bench.untilIs(id, 'completed')
})

test.each([
  { argv: [], how: 'no text' },
  { argv: ['-'], how: 'a dash' },
])('with $how what is piped in is handed on as it is, and stands in the transcript as text', async ({ argv }) => {
  const { desk, id } = await openTypist('echo ready; cat', false)
  const line = beginLine(desk, ['send', 'repl', ...argv])
  line.stdin.write('one\n')
  await desk.bench.untilShows(id, 'one\n')
  line.stdin.end('two')
  expect((await line.ended).code).toBe(0)
  await desk.bench.untilShows(id, 'one\ntwo')
  const { items } = await desk.bench.client.ask('transcript', { run: desk.bench.runOf(id).id, start: 0, limit: 100 })
  expect(items).toContainEqual(expect.objectContaining({ kind: 'input', text: 'one\n' }))
})

test('nothing is sent to what has ended, nor to one without a stdin', async () => {
  const desk = await openDesk()
  await desk.bench.untilIs(await desk.bench.start(specOf('job', 'true')), 'completed')
  const ended = await desk.skep('send', 'job', 'rm -rf .')
  expect([ended.code, ended.stderr]).toEqual([4, 'skep: job is not running\n  start it first: skep start job\n'])
  const deaf = await desk.bench.start(specOf('deaf', 'sleep 1000', { stdin: 'none' }))
  await desk.bench.untilIs(deaf, 'running')
  expect((await desk.skep('send', 'deaf', 'hello')).code).toBe(4)
  const line = beginLine(desk, ['send', 'deaf', '-'])
  line.stdin.end('hello')
  expect((await line.ended).code).toBe(4)
})

test('a key that is none is refused with the one that may have been meant, before anything is typed', async () => {
  const { desk, id } = await openTypist('echo ready; cat', false)
  const { code, stderr } = await desk.skep('send', 'repl', 'text', '--key', 'Entr')
  expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean Enter?')])
  expect(await desk.bench.outputOf(desk.bench.runOf(id).id)).toBe('ready\n')
})

test('at a terminal something must be said', async () => {
  const desk = await openDesk()
  const line = beginLine(desk, ['send', 'repl'], { stdin: Object.assign(process.stdin, { isTTY: true }) })
  expect(await line.ended).toMatchObject({ code: 2, stderr: expect.stringContaining('there is nothing to send') })
})
