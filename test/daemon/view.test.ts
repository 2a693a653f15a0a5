import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

const size = { columns: 100, rows: 30 }

/** Reads a view's output to its end, as it comes. */
function read(output: AsyncIterable<Uint8Array>): { text(): string; readonly end: Promise<void> } {
  let text = ''
  const end = (async () => {
    for await (const bytes of output) text += Buffer.from(bytes).toString()
  })()
  return { text: () => text, end }
}

async function startShell(bench: Bench, line: string) {
  const id = await bench.start(specOf('shell', line, { tty: true }))
  return { id, run: bench.runOf(id).id }
}

describe('a view of a terminal', () => {
  test('begins with what is shown, in the viewer’s size, and goes on with every byte to the end', async () => {
    const bench = await openBench()
    const { id, run } = await startShell(bench, 'echo before; read x; stty size; echo "got $x"')
    await bench.untilShows(id, 'before')
    const view = await bench.client.view(run, { size, readOnly: false })
    expect(view.screen).toContain('before')
    expect(view.size).toEqual(size)
    const { text, end } = read(view.output)
    await view.write(Buffer.from('me\r'))
    await end
    expect(text()).toContain('30 100')
    expect(text()).toContain('got me\r\n')
    expect(text()).not.toContain('before')
    view.close()
  })

  test('that only looks on types nothing and leaves the size as it is', async () => {
    const bench = await openBench()
    const { id, run } = await startShell(bench, 'echo before; read x; stty size')
    await bench.untilShows(id, 'before')
    const look = await bench.client.view(run, { size, readOnly: true })
    expect(look.size).toEqual({ columns: 80, rows: 24 })
    await look.resize(size)
    await expect(look.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'refused' })
    const { text, end } = read(look.output)
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
    await end
    expect(text()).toContain('24 80')
    look.close()
  })

  test('gives the terminal the size of whoever typed last', async () => {
    const bench = await openBench()
    const { id, run } = await startShell(bench, 'echo ready; while read x; do stty size; done')
    await bench.untilShows(id, 'ready')
    const one = await bench.client.view(run, { size, readOnly: false })
    const other = await bench.client.view(run, { size: { columns: 60, rows: 20 }, readOnly: false })
    await other.write(Buffer.from('\r'))
    await bench.untilShows(id, '20 60')
    await one.write(Buffer.from('\r'))
    await bench.untilShows(id, '30 100')
    one.close()
    other.close()
  })

  test('ends when it is closed, and the run goes on', async () => {
    const bench = await openBench()
    const { id, run } = await startShell(bench, 'echo before; read x; echo after')
    await bench.untilShows(id, 'before')
    const view = await bench.client.view(run, { size, readOnly: false })
    const { end } = read(view.output)
    view.close()
    await end
    expect(bench.runOf(id).state.status).toBe('running')
  })

  test('is refused for a run without a terminal, and for one that has ended', async () => {
    const bench = await openBench()
    const piped = await bench.start(specOf('piped', 'exec sleep 100'))
    await expect(bench.client.view(bench.runOf(piped).id, { size, readOnly: false })).rejects.toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('skep logs -f piped'),
    })
    const { id, run } = await startShell(bench, 'exit 3')
    await bench.untilIs(id, 'failed')
    await until(() => bench.runOf(id).state.status === 'ended', { what: 'the end' })
    await expect(bench.client.view(run, { size, readOnly: false })).rejects.toMatchObject({ code: 'not-running' })
  })
})
