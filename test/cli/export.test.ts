import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { outputOf, readCast } from '../log/export/cast-rules.ts'
import { type Desk, openDesk } from './desk.ts'

async function deskWithRun(): Promise<Desk & { readonly run: string }> {
  const desk = await openDesk()
  const worker = await desk.bench.start(specOf('greeter', 'echo "hello é"; echo oops >&2; exit 3'))
  await desk.bench.untilIs(worker, 'failed')
  return { ...desk, run: desk.bench.runOf(worker).id }
}

describe('skep export', () => {
  it.each([
    ['cast', 2],
    ['cast3', 3],
  ])(
    '--format %s is a recording of version %i, by the name of the worker and by the id of the run',
    async (format, version) => {
      const { skep, run } = await deskWithRun()
      const { code, stdout, stderr } = await skep('export', 'greeter', '--format', format)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const cast = readCast(stdout)
      expect(cast.header).toMatchObject({ version, title: 'greeter' })
      expect(outputOf(cast)).toMatch(/^(hello é\r\noops\r\n|oops\r\nhello é\r\n)$/)
      if (version === 3) expect(cast.events.at(-1)).toMatchObject({ 1: 'x', 2: '3' })
      expect((await skep('export', run.slice(0, -4), '--format', format)).stdout).toBe(stdout)
    },
  )

  it('--format txt and html are for people', async () => {
    const { skep } = await deskWithRun()
    expect((await skep('export', 'greeter', '--format', 'txt')).stdout.split('\n').sort()).toEqual([
      '',
      'hello é',
      'oops',
    ])
    expect((await skep('export', 'greeter', '--format', 'html')).stdout).toMatch(
      /^<!doctype html>.*<title>greeter · run_/s,
    )
  })

  it('--format json is one document with the record, its events and its transcript', async () => {
    const { skep, run } = await deskWithRun()
    const document = JSON.parse((await skep('export', run, '--format', 'json')).stdout)
    expect(document).toMatchObject({ v: 1, run: { id: run }, output: { firstAvailable: 0 } })
    expect(document.events.every((event: { run: string }) => event.run === run)).toBe(true)
    expect(document.transcript.at(-1)).toMatchObject({ kind: 'state', outcome: { kind: 'exited', code: 3 } })
  })

  it('-o replaces a file when all is written, for its owner alone, and --json tells of it', async () => {
    const { skep, json, folder, run } = await deskWithRun()
    const file = join(folder, 'run.txt')
    writeFileSync(file, 'before')
    const document = await json('export', run, '--format', 'txt', '-o', 'run.txt', '--json')
    expect(document).toEqual({ v: 1, run, format: 'txt', file, bytes: statSync(file).size })
    expect(readFileSync(file, 'utf8')).toContain('hello é')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const failed = await skep('export', run, '--format', 'txt', '-o', 'nowhere/run.txt')
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written') })
    expect(readdirSync(folder)).toEqual(['run.txt'])
  })

  it('without a format, of what is not there, or as --json on stdout says what is missing', async () => {
    const { skep } = await deskWithRun()
    expect(await skep('export', 'greeter')).toMatchObject({ code: 2, stderr: expect.stringContaining('cast, cast3') })
    expect(await skep('export', 'greeter', '--format', 'gif')).toMatchObject({ code: 2 })
    expect(await skep('export', 'nobody', '--format', 'txt')).toMatchObject({ code: 3 })
    expect(await skep('export', 'run_abc', '--format', 'txt')).toMatchObject({ code: 3 })
    expect(await skep('export', 'greeter', '--format', 'txt', '--json')).toMatchObject({ code: 2 })
  })
})

describe('skep import-run', () => {
  it('takes in what another project has exported, and shows it like its own', async () => {
    const [there, here] = [await deskWithRun(), await openDesk()]
    const file = join(there.folder, 'run.skep')
    expect(await there.skep('export', 'greeter', '--format', 'bundle', '-o', file)).toMatchObject({
      code: 0,
      stdout: '',
    })
    const { code, stdout } = await here.skep('import-run', file)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `imported ${there.run} of greeter, a new worker that is idle: failed, 14 bytes of output\n`,
    })
    for (const format of ['cast', 'txt', 'html']) {
      const [one, other] = await Promise.all([
        there.skep('export', 'greeter', '--format', format),
        here.skep('export', there.run, '--format', format),
      ])
      // Which shell and terminal the other one had is not told.
      expect(other.stdout.replace(/"env":\{[^}]*\}/, '')).toBe(one.stdout.replace(/"env":\{[^}]*\}/, ''))
    }
  })

  it('answers as JSON, and refuses what is there already and what is no bundle', async () => {
    const [there, here] = [await deskWithRun(), await openDesk()]
    const file = join(there.folder, 'run.skep')
    await there.skep('export', 'greeter', '--format', 'bundle', '-o', file)
    const document = await here.json('import-run', file, '--json')
    const outcome = { kind: 'exited', code: 3 }
    expect(document).toMatchObject({
      v: 1,
      run: there.run,
      worker: 'greeter',
      isNewWorker: true,
      status: 'failed',
      outcome,
    })
    expect(await here.skep('import-run', file)).toMatchObject({ code: 4, stderr: expect.stringContaining(there.run) })
    writeFileSync(file, 'something else')
    expect(await here.skep('import-run', file)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('expected a bundle'),
    })
    expect(await here.skep('import-run', 'nowhere')).toMatchObject({ code: 2 })
    expect(existsSync(file)).toBe(true)
  })
})

describe('skep screen', () => {
  it('prints what a terminal shows, as text, in colour, as a picture and as JSON', async () => {
    const desk = await openDesk()
    const line = 'seq 1 5; printf "\\033[31mred\\033[m"'
    const worker = await desk.bench.start(specOf('painter', line, { tty: true, size: { columns: 20, rows: 4 } }))
    await desk.bench.untilIs(worker, 'completed')
    const print = async (...options: string[]): Promise<string> =>
      (await desk.skep('screen', 'painter', ...options)).stdout
    expect(await print()).toBe('3\n4\n5\nred\n')
    expect(await print('--history', '2')).toBe('1\n2\n3\n4\n5\nred\n')
    expect(await print('--format', 'ansi')).toBe('3\n4\n5\n\x1b[31mred\x1b[m\n')
    expect(await print('--format', 'svg')).toMatch(/^<svg/)
    const document = await desk.json('screen', 'painter', '--json')
    expect(document).toMatchObject({
      v: 1,
      size: { columns: 20, rows: 4 },
      cursor: { x: 3, y: 3 },
      rows: ['3', '4', '5', 'red'],
    })
    expect(await desk.skep('screen', 'painter', '--history', '5000')).toMatchObject({ code: 2 })
    expect(await desk.skep('screen', 'nobody')).toMatchObject({ code: 3 })
  })
})
