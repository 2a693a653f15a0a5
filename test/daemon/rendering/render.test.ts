import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunId } from '../../../src/core/id.ts'
import type { WorkerSpec } from '../../../src/core/spec.ts'
import type { RenderFormat, RenderParams } from '../../../src/protocol/verbs/render.ts'
import { type Bench, openBench } from '../runtime.ts'
import { specOf } from '../specs.ts'

const recordings = join(import.meta.dirname, '..', '..', 'screen', 'recordings')

async function ended(bench: Bench, spec: WorkerSpec): Promise<RunId> {
  const worker = await bench.start(spec)
  await bench.untilIs(worker, 'completed')
  return bench.runOf(worker).id
}

async function render({ client }: Bench, run: RunId, format: RenderFormat): Promise<string> {
  let text = ''
  let order: RenderParams | undefined = { kind: 'begin', run, format }
  while (order) {
    const piece: { text: string; cursor: string | undefined } = await client.ask('render', order)
    text += piece.text
    order = piece.cursor === undefined ? undefined : { kind: 'next', cursor: piece.cursor }
  }
  return text
}

describe('a run on a terminal as text', () => {
  it('is the lines that it left, each once: of what was drawn over, the last', async () => {
    const bench = await openBench()
    const line = 'seq 1 100; for n in 1 2 3; do printf "\\r$n/3"; done; echo; printf "a\\033[31mb\\033[mc\\n\\n\\n"'
    const size = { columns: 20, rows: 5 }
    const text = await render(bench, await ended(bench, specOf('counter', line, { tty: true, size })), 'txt')
    expect(text).toBe(`${Array.from({ length: 100 }, (_, n) => n + 1).join('\n')}\n3/3\nabc\n`)
  })

  it('has a line that was wrapped as one, also one that was wrapped over the edge of the screen', async () => {
    const bench = await openBench()
    const size = { columns: 10, rows: 3 }
    const long = '0123456789'.repeat(7)
    const text = await render(
      bench,
      await ended(bench, specOf('wraps', `echo ${long}; echo end`, { tty: true, size })),
      'txt',
    )
    expect(text).toBe(`${long}\nend\n`)
  })

  it('has no line twice, and none lost, when the terminal became taller', async () => {
    const bench = await openBench()
    const size = { columns: 20, rows: 4 }
    const worker = await bench.start(specOf('grows', 'stty -echo; seq 1 20; read x; seq 21 40', { tty: true, size }))
    await bench.untilShows(worker, '20')
    const run = bench.runOf(worker).id
    const keys = await bench.client.attach(run, { source: 'keys', endsInput: false })
    await keys.resize({ columns: 30, rows: 12 })
    await keys.write(Buffer.from('\r'))
    await bench.untilIs(worker, 'completed')
    const lines = (await render(bench, run, 'txt')).trimEnd().split('\n')
    expect(lines).toEqual(Array.from({ length: 40 }, (_, n) => `${n + 1}`))
  })

  it('keeps what stood before a full-screen program and what that showed last, when it never left', async () => {
    const bench = await openBench()
    const line = 'echo before; printf "\\033[?1049h\\033[Hinside"'
    expect(await render(bench, await ended(bench, specOf('full', line, { tty: true })), 'txt')).toMatch(
      /^before\ninside\n/,
    )
  })

  it('of vim has what it showed, and nothing that would steer a terminal', async () => {
    const bench = await openBench()
    const line = `stty raw -echo; cat '${join(recordings, 'vim.bytes')}'`
    const text = await render(bench, await ended(bench, specOf('vim', line, { tty: true })), 'txt')
    expect(text).toContain('Grüße, 世界')
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  })
})

describe('a run without a terminal as text', () => {
  it('is its lines with redraws collapsed and escapes gone', async () => {
    const bench = await openBench()
    const line = 'printf "one\\r\\n\\033]0;t\\a10%%\\r20%%\\r\\033[32m100%%\\033[m\\nend"'
    expect(await render(bench, await ended(bench, specOf('piped', line)), 'txt')).toBe('one\n100%\nend\n')
  })

  it('comes whole in several pieces when it is long', async () => {
    const bench = await openBench()
    const run = await ended(bench, specOf('long', 'seq 1 100000'))
    const first = await bench.client.ask('render', { kind: 'begin', run, format: 'txt' })
    expect(first.text.length).toBeLessThan(1_000_000)
    const text = await render(bench, run, 'txt')
    expect(text).toBe(`${Array.from({ length: 100_000 }, (_, n) => n + 1).join('\n')}\n`)
  })
})

describe('a run as a page', () => {
  it('is safe and whole, in colour, and says what was typed where it was typed', async () => {
    const bench = await openBench()
    const line = 'printf "\\033[31m<b>name?</b>\\033[m "; read x; echo "hello $x"; echo oops >&2'
    const worker = await bench.start(specOf('greeter', line))
    await bench.untilShows(worker, 'name?')
    await bench.client.ask('send', { worker, typed: { kind: 'text', text: '<Ada>', enter: true } })
    await bench.untilIs(worker, 'completed')
    const page = await render(bench, bench.runOf(worker).id, 'html')
    expect(page).toMatch(/^<!doctype html>\n.*default-src 'none'.*<pre>\n.*<\/pre>\n<\/body>\n<\/html>\n$/s)
    expect(page).toMatch(
      /#f27c83">&lt;b&gt;name\?&lt;\/b&gt;<\/span> \n<span class="in" title="[^"]*user">&lt;Ada&gt;<\/span>\nhello &lt;Ada&gt;/,
    )
    expect(page).toContain('<span class="err">oops</span>')
    expect(page).not.toMatch(/<(?:script|b|Ada)>|\son\w+=|https?:/)
  })

  it('of a terminal says what was typed before the line that it was typed into', async () => {
    const bench = await openBench()
    const worker = await bench.start(specOf('shell', 'printf "> "; read x; echo "got $x"', { tty: true }))
    await bench.untilShows(worker, '> ')
    await bench.client.ask('send', { worker, typed: { kind: 'text', text: 'ls', enter: true } })
    await bench.untilIs(worker, 'completed')
    const page = await render(bench, bench.runOf(worker).id, 'html')
    expect(page).toMatch(/<span class="in" title="[^"]*">ls<\/span>\n&gt; ls\ngot ls\n/)
  })
})

describe('a rendering', () => {
  it('goes on from each cursor once', async () => {
    const bench = await openBench()
    const run = await ended(bench, specOf('long', 'seq 1 100000'))
    const { cursor = '' } = await bench.client.ask('render', { kind: 'begin', run, format: 'txt' })
    await bench.client.ask('render', { kind: 'next', cursor })
    const again = bench.client.ask('render', { kind: 'next', cursor })
    await expect(again).rejects.toMatchObject({ code: 'invalid-cursor' })
  })

  it('is refused while there are many that nobody has taken to their end', async () => {
    const bench = await openBench()
    const run = await ended(bench, specOf('long', 'seq 1 100000'))
    for (let n = 0; n < 8; n += 1) await bench.client.ask('render', { kind: 'begin', run, format: 'txt' })
    const ninth = bench.client.ask('render', { kind: 'begin', run, format: 'txt' })
    await expect(ninth).rejects.toMatchObject({ code: 'refused' })
  })
})
