import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { more } from '../../src/config/starting/starter.ts'
import { projectOf } from '../config/files.ts'
import { type Desk, openDesk } from './desk.ts'

async function openFolder(files: Readonly<Record<string, string>>): Promise<Desk> {
  const desk = await openDesk()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(desk.folder, name), text)
  return desk
}

function fileOf({ folder }: Desk): string {
  return readFileSync(join(folder, 'skep.yaml'), 'utf8')
}

describe('a first file', () => {
  test('has the scripts that stay, by the package manager in use, and starts the likeliest', async () => {
    const scripts = { build: 'x', dev: 'y', 'dev:api': 'z', start: 'a', test: 'b', postinstall: 'c' }
    const desk = await openFolder({ 'package.json': JSON.stringify({ scripts }), 'pnpm-lock.yaml': '' })
    expect((await desk.skep('init')).stdout.split('\n')).toEqual([
      'wrote skep.yaml with what was found here:',
      '  dev: pnpm run dev',
      '  dev:api: pnpm run dev:api (started by hand)',
      '  start: pnpm run start (started by hand)',
      'next: look at it, then skep check, then skep up',
      '',
    ])
    expect(fileOf(desk)).toContain('  # Also in package.json: build, test\n')
    const { workers } = await desk.json('check', '--json')
    expect(workers).toMatchObject([
      { name: 'dev', command: 'pnpm run dev', start: 'auto' },
      { name: 'dev:api', start: 'manual' },
      { name: 'start', start: 'manual' },
    ])
  })

  test('has the server of Django, by the Python of the folder', async () => {
    const desk = await openFolder({ 'manage.py': '' })
    expect(await desk.json('init', '--json')).toMatchObject({
      workers: [{ name: 'web', command: 'python3 manage.py runserver', start: 'auto' }],
    })
    const other = await openFolder({ 'manage.py': '' })
    mkdirSync(join(other.folder, '.venv/bin'), { recursive: true })
    writeFileSync(join(other.folder, '.venv/bin/python'), '')
    await other.skep('init')
    expect(fileOf(other)).toContain('command: .venv/bin/python manage.py runserver\n')
  })

  test('has an example that runs where nothing was found', async () => {
    const desk = await openFolder({ 'package.json': '{ "scripts": { "test": ' })
    expect((await desk.skep('init')).stdout).toContain('with an example')
    expect(await desk.skep('up', '-d')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^clock: up, pid \d+\n$/),
    })
  })

  test('says in comments what is good without the comment signs', async () => {
    const [, , ...lines] = more
    const { workers } = await projectOf(['workers:', ...lines.map(line => `  ${line}`)].join('\n'))
    expect(workers.map(({ name }) => name)).toEqual(['db', 'api'])
  })

  test('is never written over another one', async () => {
    const desk = await openFolder({ 'skep.yml': 'workers: {}\n' })
    expect(await desk.skep('init')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('there is skep.yml already'),
    })
    expect(() => fileOf(desk)).toThrow('ENOENT')
  })
})

describe('where a file of another tool is', () => {
  const tools = ['Procfile', 'Procfile.dev', 'mprocs.yaml', 'process-compose.yml', 'ecosystem.config.js']
  test.each(tools)('%s is to be taken over instead, unless somebody wants none of it', async name => {
    const desk = await openFolder({ [name]: '' })
    const { code, stderr } = await desk.skep('init')
    expect([code, stderr]).toEqual([4, expect.stringContaining(`skep import ${name}`)])
    expect(() => fileOf(desk)).toThrow('ENOENT')
    const anyway = await desk.skep('init', '--anyway')
    expect([anyway.code, anyway.stdout]).toEqual([0, expect.stringContaining(`skep import ${name}`)])
  })

  test('of containers, it is named beside what runs here', async () => {
    const desk = await openFolder({ 'compose.yaml': 'services: {}\n', 'manage.py': '' })
    const { code, stdout } = await desk.skep('init')
    expect([code, stdout]).toEqual([0, expect.stringContaining('skep import compose.yaml\n')])
    expect(fileOf(desk)).toContain('manage.py')
  })
})
