import { execFile } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { scripts } from '../../src/cli/completion/scripts.ts'
import { specOf } from '../daemon/specs.ts'
import { tmpDir } from '../tmp.ts'
import { type Desk, openDesk } from './desk.ts'
import { beginLine } from './line.ts'

async function candidates(desk: Desk, ...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await desk.skep('__complete', '--', ...words)
  expect([code, stderr]).toEqual([0, ''])
  return stdout.split('\n').flatMap(line => line.split('\t')[0] || [])
}

describe('a completion', () => {
  test('of the first word is a command, and of none that is hidden', async () => {
    const desk = await openDesk()
    expect(await candidates(desk, 're')).toEqual(['reload', 'restart', 'resume', 'rename'])
    expect(await candidates(desk, '')).not.toContain('__complete')
  })

  test('of an option is one of its command', async () => {
    const desk = await openDesk()
    expect(await candidates(desk, 'stop', '--')).toEqual([
      '--all',
      '--reason',
      '--grace',
      '--with-dependants',
      '--json',
    ])
    expect(await candidates(desk, 'run', '--stdin', '')).toEqual(['none', 'pipe'])
    expect(await candidates(desk, 'stop', '--reason', '')).toEqual([])
  })

  test('of a worker is one that the runtime has, behind options too', async () => {
    const desk = await openDesk()
    for (const name of ['api', 'api:test', 'web']) {
      const spec = specOf(name, 'true')
      await desk.bench.client.ask('add', { spec, taken: 'refuse', start: false })
    }
    expect(await candidates(desk, 'stop', 'a')).toEqual(['api', 'api:test'])
    expect(await candidates(desk, 'stop', '--reason', 'x', 'web', '')).toEqual(['api', 'api:test', 'web'])
    expect(await candidates(desk, 'send', 'api', '')).toEqual([])
    expect(await candidates(desk, 'run', '--', '')).toEqual([])
    expect(await candidates(desk, 'run', 'node', '-')).toEqual([])
  })

  test('is of the file where no runtime lives, and of nothing where that is broken', async () => {
    const desk = await openDesk()
    writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: { shop: { command: sleep 1 } }')
    const complete = () => beginLine(desk, ['__complete', 'up', ''], { findProject: async () => undefined }).ended
    expect((await complete()).stdout).toBe('shop\tservice\n')
    writeFileSync(join(desk.folder, 'skep.yaml'), 'workers: [')
    expect(await complete()).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('is there for three shells, and for no other', async () => {
    const desk = await openDesk()
    for (const [shell, script] of scripts) expect((await desk.skep('completion', shell)).stdout).toBe(script)
    expect(await desk.skep('completion', 'tcsh')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('bash, zsh'),
    })
  })
})

/** What bash would put in for a line, when skep offers these. */
async function completeInBash(line: string, offers: readonly string[]): Promise<{ asked: string; put: string[] }> {
  const folder = tmpDir()
  writeFileSync(join(folder, 'skep'), `#!/bin/sh\nprintf '<%s>' "$@" >&3\nprintf '%s\\tabout\\n' ${offers.join(' ')}\n`)
  chmodSync(join(folder, 'skep'), 0o755)
  const script = `${scripts.get('bash')}
COMP_LINE=$LINE_TO_COMPLETE COMP_POINT=\${#LINE_TO_COMPLETE}
exec 3>"$ASKED"
_skep
printf '%s\\n' "\${COMPREPLY[@]}"
cat "$ASKED" >&2`
  const env = { PATH: `${folder}:${process.env['PATH']}`, LINE_TO_COMPLETE: line, ASKED: join(folder, 'asked') }
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script], { env })
  return { asked: stderr, put: stdout.trimEnd().split('\n') }
}

test('bash asks with the words of its line and puts in what is missing', async () => {
  expect(await completeInBash('skep stop a', ['api', 'app'])).toEqual({
    asked: '<__complete><--><stop><a>',
    put: ['api', 'app'],
  })
  expect((await completeInBash('skep stop ', ['api'])).asked).toBe('<__complete><--><stop><>')
})

test('bash puts in the rest of a name with a colon, where it cuts words', async () => {
  expect((await completeInBash('skep start npm:te', ['npm:test'])).put).toEqual(['test'])
})
