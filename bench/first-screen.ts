import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killMarked } from '../test/scenes/processes.ts'
import { programArgv, root } from '../test/scenes/program.ts'
import { inMs, median, medians, ratioOf } from './figures.ts'
import { type Ground, onGround } from './ground.ts'
import { look } from './looking.ts'
import { mprocs, peerEnv, tmux, turbo } from './peers.ts'
import { report } from './rows.ts'

/**
 * From the start of the program to its first complete screen at 120×40 (every worker of the example and the line of
 * keys), beside `node -e 0`, mprocs, turbo and tmux in the same round. `warm`: the daemon lives and the workers run
 * already; `cold`: each round starts both. Arguments: rounds, `warm` or `cold`.
 */
const [count = '5', start = 'warm'] = process.argv.slice(2)
const rounds = Number(count)
const budget = start === 'cold' ? 17.5 : 10
const names = ['api', 'client', 'mailer', 'stubborn']
const ours = [...programArgv('up', '-f', join(root, 'examples/shop/skep.yaml'))]

await onGround(async ground => {
  const others = { mprocs: prepareMprocs(ground), turbo: prepareTurbo(ground), tmux: prepareTmux() }
  const theirs = Object.fromEntries(Object.keys(others).map((name): [string, number[]] => [name, []]))
  const [bare, shown]: [number[], number[]] = [[], []]
  // The first one warms the caches of the disk, and with `warm` the runtime.
  await timeScreen(ground, ours, [...names, 'help'])
  for (let round = 0; round < rounds; round += 1) {
    if (start === 'cold') killMarked(ground.folder)
    bare.push(timeNode())
    shown.push(await timeScreen(ground, ours, [...names, 'help']))
    for (const [name, call] of Object.entries(others))
      if (call) theirs[name]?.push(await timeScreen(ground, call.argv, call.words))
  }
  const ratio = ratioOf(shown, bare)
  report({
    measure: `first complete screen, ${start}`,
    ours: inMs(median(shown)),
    peers: medians({ 'node -e 0': bare, ...theirs }),
    ratio: ratio.text,
    ...{ budget: `${budget} × node -e 0`, isMet: ratio.value <= budget },
  })
})

function timeNode(): number {
  const startMs = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - startMs
}

async function timeScreen(ground: Ground, argv: readonly string[], words: readonly string[]): Promise<number> {
  const [file = '', ...args] = argv
  const cwd = file === process.execPath ? root : ground.folder
  const startMs = performance.now()
  const screen = look({ argv: [file, ...args], cwd, env: { ...ground.env, ...peerEnv(ground.folder) } })
  await screen.untilAllShown(words)
  const tookMs = performance.now() - startMs
  await screen.end()
  return tookMs
}

type Call = { readonly argv: readonly string[]; readonly words: readonly string[] }

function prepareMprocs({ folder }: Ground): Call | undefined {
  const file = join(folder, 'mprocs.yaml')
  writeFileSync(file, ['procs:', ...names.map(name => `  ${name}: { cmd: ["sleep", "1000"] }`), ''].join('\n'))
  return mprocs && { argv: [...mprocs, '--config', file], words: names }
}

/** A project of one package with a script for each name, which is as little as turbo runs. */
function prepareTurbo({ folder }: Ground): Call | undefined {
  if (!turbo) return undefined
  const npm = /^npm\/([\d.]+)/.exec(process.env['npm_config_user_agent'] ?? '')?.[1] ?? '11.0.0'
  const scripts = Object.fromEntries(names.map(name => [name, 'sleep 1000']))
  const tasks = Object.fromEntries(names.map(name => [name, { cache: false, persistent: true }]))
  const files = {
    'package.json': { name: 'first', private: true, packageManager: `npm@${npm}`, scripts },
    'package-lock.json': { name: 'first', lockfileVersion: 3, requires: true, packages: { '': { name: 'first' } } },
    'turbo.json': { ui: 'tui', tasks },
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content))
  // It names them in a line of text before its screen is there.
  return {
    argv: [...turbo, 'run', ...names, '--single-package', '--ui=tui'],
    words: [...names.map(name => `//#${name}`), 'More binds'],
  }
}

/** It shows one program and the line of its windows. */
function prepareTmux(): Call | undefined {
  return tmux && { argv: [...tmux, 'new', 'sleep 1000', ';', 'rename-window', 'api'], words: ['api'] }
}
