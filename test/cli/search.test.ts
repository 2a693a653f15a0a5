import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { type Desk, openDesk } from './desk.ts'
import { begin } from './going-desk.ts'

test('lines are found in all runs, the newest first, with whose they are and when', async () => {
  const desk = await openDesk()
  await ended(desk, 'old', 'echo first error; echo fine; echo second ERROR')
  await ended(desk, 'new', String.raw`printf 'an \033[31merr\033[0mor\n'`)
  const { code, stdout, stderr } = await desk.skep('search', 'error')
  const whose = String.raw`run_[0-9a-f]{32} \d{4}-\d\d-\d\dT[\d:.]{12}Z`
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(new RegExp(`^new ${whose}: an error\nold ${whose}: first error\n$`))
  expect(await textsOf(desk, 'error', '-i')).toEqual(['an error', 'first error', 'second ERROR'])
})

test('only some runs are looked at: of a worker, one alone, or with an outcome', async () => {
  const desk = await openDesk()
  await ended(desk, 'one', 'echo line of one')
  await ended(desk, 'two', 'echo line of two; exit 3')
  const [found] = await documentsOf(desk, 'two')
  expect(await textsOf(desk, 'line', '--runs', 'one')).toEqual(['line of one'])
  expect(await textsOf(desk, 'line', '--runs', String(found?.['run']).slice(0, 30))).toEqual(['line of two'])
  expect(await textsOf(desk, 'line', '--outcome', 'failed')).toEqual(['line of two'])
  expect(await textsOf(desk, 'line', '--since', '1h')).toEqual(['line of two', 'line of one'])
  expect(await textsOf(desk, 'line', '--since', new Date(Date.now() + 60_000).toISOString())).toEqual([])
  expect((await desk.skep('search', 'x', '--runs', 'nobody')).code).toBe(3)
})

test('a line that was found leads to what comes after it', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'echo before; echo here; echo after')
  const [found] = await documentsOf(desk, 'here')
  expect(found).toMatchObject({ v: 1, worker: 'api', stream: 'stdout', text: 'here' })
  expect((await desk.skep('logs', '--after', String(found?.['cursor']))).stdout).toBe('after\n')
})

test('it says when there are more than are shown, and when there is none', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'seq 1 50')
  const some = await desk.skep('search', '1', '-n', '3')
  expect(some.stdout.split('\n').length).toBe(4)
  expect(some.stderr).toContain('there are more than 3 lines that match')
  const exact = await desk.skep('search', '^[12]$', '-n', '2')
  expect([exact.stdout.split('\n').length, exact.stderr]).toEqual([3, ''])
  const documents = await documentsOf(desk, '1', '-n', '3')
  expect(documents.at(-1)).toEqual({ v: 1, more: true, limit: 3 })
  expect((await desk.skep('search', 'nothing')).stderr).toBe('skep: no line of 1 run matches\n')
})

test('the very text may be meant, and a wrong expression is refused', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', "echo 'f(x'; echo fx")
  expect(await textsOf(desk, 'f(x', '-F')).toEqual(['f(x'])
  const { code, stderr } = await desk.skep('search', 'f(x')
  expect([code, stderr]).toEqual([2, expect.stringContaining('f(x is not a regular expression: ')])
})

test('on a terminal the matches are marked, and nothing else of the output steers it', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', String.raw`printf '\033]0;title\007one \033[7mtwo\033[0m one\n'`)
  const going = begin(desk, ['search', 'one'], { terminal: true })
  expect(await going.done).toBe(0)
  expect(going.stdout()).toMatch(/\x1b\[2mapi run_.*:\x1b\[0m \x1b\[1;31mone\x1b\[0m two \x1b\[1;31mone\x1b\[0m\n$/)
})

async function documentsOf(desk: Desk, ...argv: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await desk.skep('search', ...argv, '--json')
  const lines = stdout.split('\n').filter(line => line !== '')
  return lines.map(line => JSON.parse(line))
}

async function textsOf(desk: Desk, ...argv: readonly string[]): Promise<readonly unknown[]> {
  return (await documentsOf(desk, ...argv)).map(({ text }) => text)
}

async function ended(desk: Desk, name: string, command: string): Promise<void> {
  const id = await desk.bench.start(specOf(name, command))
  await desk.bench.untilIs(id, command.includes('exit') ? 'failed' : 'completed')
}
