import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProject } from '../../../../src/config/load.ts'
import { folderWith, printed } from '../../files.ts'

async function commandsOf(folder: string): Promise<readonly unknown[]> {
  const loaded = await loadProject({ folder, file: 'package.json', env: {}, home: '/' })
  return loaded.ok
    ? loaded.project.workers.map(({ command }) => (command.kind === 'argv' ? command.argv.join(' ') : command.line))
    : loaded.problems
}

const oneScript = '{ "scripts": { "dev": "vite" } }'

test('each script is a worker that waits for a person to start it', async () => {
  const text =
    '{\n\t"name": "shop",\n\t"scripts": {\n\t\t"dev": "vite",\n\t\t"build:css": "postcss",\n\t\t"//": "not a script"\n\t}\n}\n'
  const folder = folderWith({ 'package.json': text })
  const loaded = await loadProject({ folder, file: 'package.json', env: { A: '1' }, home: '/' })
  expect(loaded).toMatchObject({
    ok: true,
    project: {
      name: 'shop',
      workers: [
        {
          name: 'dev',
          command: { kind: 'argv', argv: ['npm', 'run', 'dev'] },
          start: 'manual',
          cwd: folder,
          env: { A: '1' },
        },
        { name: 'build:css', command: { kind: 'argv', argv: ['npm', 'run', 'build:css'] }, start: 'manual' },
      ],
    },
  })
})

test.each([
  ['npm', 'package-lock.json'],
  ['pnpm', 'pnpm-lock.yaml'],
  ['yarn', 'yarn.lock'],
  ['bun', 'bun.lock'],
  ['bun', 'bun.lockb'],
])('%s is in use where there is a %s', async (manager, lock) => {
  expect(await commandsOf(folderWith({ 'package.json': oneScript, [lock]: '' }))).toEqual([`${manager} run dev`])
})

test('the package manager that is named counts more than a lock file', async () => {
  const text = '{ "packageManager": "pnpm@9.1.0+sha512.0", "scripts": { "dev": "vite" } }'
  expect(await commandsOf(folderWith({ 'package.json': text, 'yarn.lock': '' }))).toEqual(['pnpm run dev'])
})

test('a package of a workspace uses what its workspace uses, and looks no further than its repository', async () => {
  const folder = folderWith({ 'yarn.lock': '', 'repo/.git/': '', 'repo/packages/a/package.json': oneScript })
  expect(await commandsOf(join(folder, 'repo/packages/a'))).toEqual(['npm run dev'])
  writeFileSync(join(folder, 'repo/pnpm-lock.yaml'), '')
  mkdirSync(join(folder, 'repo/packages/b'))
  expect(await commandsOf(join(folder, 'repo/packages/a'))).toEqual(['pnpm run dev'])
})

test.each([
  ['{}', 'package.json: this file has no `scripts`'],
  ['{ "scripts": {} }', 'package.json: this file has no `scripts`'],
  ['{ "scripts": ["dev"] }', 'package.json: this file has no `scripts`'],
  ['[]', 'package.json: this file has no `scripts`'],
  ['{ "scripts": { "dev": 1 } }', 'package.json:1:16: the script `dev` takes a text, found the number 1'],
  ['{ "scripts": { "dev": "x", "dev": "y" } }', '`dev` is there twice'],
  ['{ "scripts": { "dev": "x" }', 'package.json:1:1: this mapping is never closed'],
])('%s is refused', async (text, words) => {
  expect(await printed({ 'package.json': text }, { file: 'package.json' })).toContain(words)
})
