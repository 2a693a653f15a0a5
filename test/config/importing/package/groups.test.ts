import { expect, test } from 'vitest'
import { loadProject } from '../../../../src/config/load.ts'
import { folderWith } from '../../files.ts'

async function workersOf(scripts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = folderWith({ 'package.json': JSON.stringify({ scripts }) })
  const loaded = await loadProject({ folder, file: 'package.json', env: { PATH: '/bin' }, home: '/' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.project.workers.map(({ name, group }) => (group === undefined ? name : `${name}@${group}`))
}

test.each([
  ['concurrently -m 1 "npm:a" "npm:b"'],
  ['concurrently --unheard-of "npm:a" "npm:b"'],
  ['concurrently "npm:none:*"'],
  ['concurrently "npm:a -- --port 1" "npm:b"'],
  ['concurrently "npm:a" "npm:a"'],
  ['concurrently "npm:a" "npm:dev"'],
  ['concurrently "npm:a" "npm:b" && echo done'],
  ['NODE_ENV=production concurrently "npm:a" "npm:b"'],
  ['concurrently "npm:a" "npm:inner"'],
  ['run-p a none'],
  ['run-p "a -- --watch" b'],
  ['npm-run-all a -p b'],
  ['run-s a b'],
  ['concurrently "unclosed'],
])('%s is left to itself, since not all of it can be said here', async dev => {
  const all = await workersOf({ a: 'x', b: 'y', inner: 'run-p b', dev })
  expect(all).toContain('dev')
  expect(all).not.toContain('a@dev')
})

test('a script with another before or after it is left to itself', async () => {
  expect(await workersOf({ a: 'x', predev: 'y', dev: 'run-p a' })).toEqual(['a', 'predev', 'dev'])
})

test('a script belongs to the first group that names it', async () => {
  expect(await workersOf({ a: 'x', b: 'y', dev: 'run-p a b', all: 'run-p a' })).toEqual(['a@dev', 'b@dev', 'all'])
})

test('lines of a group are named by their names, else by their programs, and never like another worker', async () => {
  const dev = 'concurrently -n "web,,bad name" "vite" "node ./api.js" "node b.js" "vite"'
  expect(await workersOf({ 'dev:node': 'x', dev })).toEqual([
    'dev:node',
    'dev:web@dev',
    'dev:node-2@dev',
    'dev:node-3@dev',
    'dev:vite@dev',
  ])
})

test('what no worker can be called is called like it', async () => {
  expect(await workersOf({ 'my dev': 'x', 'my-dev': 'y' })).toEqual(['my-dev-2', 'my-dev'])
})

test('a package.json is one whatever keys it has besides', async () => {
  const text = '{\n  "services": {},\n  "apps": [],\n  "scripts": { "dev": "vite" }\n}\n'
  const loaded = await loadProject({
    ...{ folder: folderWith({ 'package.json': text }), file: 'package.json' },
    ...{ env: {}, home: '/' },
  })
  expect(loaded.ok && loaded.project.workers.map(({ name }) => name)).toEqual(['dev'])
})
