import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { runCommand } from './command.ts'
import { root } from './program.ts'
import { beginScene, type Scene } from './scene.ts'

/** What is heavy, each with words of its own that a minifier leaves alone. */
const heavy = {
  React: 'react.transitional.element',
  Yoga: 'setFlexDirection',
  'the emulator': 'registerCsiHandler',
  zod: 'ZodError',
  yaml: 'YAMLParseError',
  SQLite: 'DatabaseSync',
}

it('loads none of what is heavy for a list of workers while the daemon is there', async () => {
  const chunks = readdirSync(join(root, 'dist/chunks')).map(name => join(root, 'dist/chunks', name))
  expect(findHeavy(chunks), 'the words by which what is heavy is known').toEqual(Object.keys(heavy))
  const scene = beginScene()
  await runCommand(['run', '-d', '--name', 'api', '--', 'sleep', '1000'], { cwd: scene.folder, env: scene.env })
  const { stdout, loaded } = await list(scene)
  expect(stdout).toContain('api')
  expect(loaded.length).toBeGreaterThan(0)
  expect(findHeavy(loaded)).toEqual([])
})

/** Lists the workers in a process that writes down the files that it loaded. */
async function list({ folder, env }: Scene): Promise<{ stdout: string; loaded: readonly string[] }> {
  const [watcher, written] = ['watch.mjs', 'loaded'].map(name => join(folder, '..', name)) as [string, string]
  writeFileSync(watcher, watch(written))
  const watching = { ...env, NODE_OPTIONS: `--import=${pathToFileURL(watcher)}` }
  const { stdout } = await runCommand(['ls'], { cwd: folder, env: watching })
  return { stdout, loaded: readFileSync(written, 'utf8').trim().split('\n') }
}

function watch(written: string): string {
  return `
    import { appendFileSync } from 'node:fs'
    import { registerHooks } from 'node:module'
    registerHooks({
      load(url, context, next) {
        if (url.includes('/dist/')) appendFileSync(${JSON.stringify(written)}, new URL(url).pathname + '\\n')
        return next(url, context)
      },
    })`
}

function findHeavy(files: readonly string[]): readonly string[] {
  const texts = files.map(file => readFileSync(file, 'utf8'))
  return Object.entries(heavy).flatMap(([name, word]) => (texts.some(text => text.includes(word)) ? [name] : []))
}
