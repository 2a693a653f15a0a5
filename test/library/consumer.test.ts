import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scenes/program.ts'
import { beginScene } from '../scenes/scene.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // The types that are shipped stand by themselves, also without those of Node.
  skipLibCheck: false,
  types: [],
}

test('a program that has the package compiles against its types and runs, in its own process and with a daemon', async () => {
  const { folder, env, living } = beginScene()
  const consumer = installInto(tmpDir())
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  runNode([compiler, '-p', consumer], { cwd: consumer, env })
  const said = runNode([join(consumer, 'consumer.js'), folder], { cwd: consumer, env })
  expect(said.split('\n')).toEqual(['hello', 'completed 0', 'usage', 'hello', 'completed', 'usage', ''])
  await until(() => living().length === 0, { what: 'all processes to end', show: living })
})

/** As `npm install` of the tarball does it, without a network: what it depends on is that of this checkout. */
function installInto(consumer: string): string {
  const modules = join(consumer, 'node_modules')
  mkdirSync(join(modules, 'skep'), { recursive: true })
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', consumer]
  const [packed] = JSON.parse(execFileSync('npm', packing, { cwd: root, encoding: 'utf8' }))
  execFileSync('tar', ['-xzf', join(consumer, packed.filename), '-C', join(modules, 'skep'), '--strip-components=1'])
  symlinkSync(join(root, 'node_modules/node-pty'), join(modules, 'node-pty'))
  copyFileSync(join(import.meta.dirname, 'consumer', 'consumer.ts'), join(consumer, 'consumer.ts'))
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  return consumer
}

type Place = { readonly cwd: string; readonly env: Readonly<Record<string, string>> }

function runNode(args: readonly string[], { cwd, env }: Place): string {
  return execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
