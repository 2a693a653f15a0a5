import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { programArgv } from '../test/scenes/program.ts'
import { inMs, median, medians, ratioOf } from './figures.ts'
import { type Ground, onGround } from './ground.ts'
import { peerEnv, pm2, tmux } from './peers.ts'
import { report } from './rows.ts'

/**
 * What a command costs while the daemon is warm, as a ratio to `node -e 0` in the same round, and what it costs the
 * others to list what they run. Argument: rounds.
 */
const [rounds = 7] = process.argv.slice(2).map(Number)

await onGround(async ground => {
  ground.define(['  typed: { command: cat, tty: true }', '  api: { command: sleep 1000 }'])
  ground.skep('up', '-d')
  const listed = { 'tmux ls': listTmux(ground), 'pm2 ls': listPm2(ground) }
  measure(ground, { budget: 3, words: ['ls'], others: listed })
  measure(ground, { budget: 3, words: ['send', 'typed', 'hello'] })
  measure(ground, { budget: 3, words: ['wait', 'api', '--for', 'ready'] })
  measure(ground, { budget: 5, words: ['run', '--', 'true'] })
  for (const argv of [tmux && [...tmux, 'kill-server'], pm2 && [...pm2, 'kill']]) if (argv) time(ground, argv)
})

type Order = {
  readonly words: readonly string[]
  readonly budget: number
  readonly others?: Readonly<Record<string, readonly string[] | undefined>>
}

function measure(ground: Ground, { words, budget, others = {} }: Order): void {
  const [ours, bare]: [number[], number[]] = [[], []]
  const ticks = { ours: 0, bare: 0 }
  const theirs: Record<string, number[]> = {}
  const command = programArgv(...words)
  time(ground, command)
  for (let round = 0; round < rounds; round += 1) {
    const before = ticksOfChildren()
    bare.push(time(ground, [process.execPath, '-e', '0']))
    const between = ticksOfChildren()
    ours.push(time(ground, command))
    ticks.bare += between - before
    ticks.ours += ticksOfChildren() - between
    for (const [name, argv] of Object.entries(others))
      if (argv) theirs[name] = [...(theirs[name] ?? []), time(ground, argv)]
  }
  const ratio = ratioOf(ours, bare)
  report({
    measure: `skep ${words.join(' ')}, warm`,
    ours: inMs(median(ours)),
    peers: medians({ 'node -e 0': bare, ...theirs }),
    ratio: `${ratio.text}, of processor ${(ticks.ours / ticks.bare).toFixed(1)} ×`,
    budget: `${budget} × node -e 0`,
    isMet: ratio.value <= budget,
  })
}

function listTmux({ folder, env }: Ground): readonly string[] | undefined {
  if (!tmux) return undefined
  time({ folder, env }, [...tmux, 'new', '-d', 'sleep 1000'])
  return [...tmux, 'ls']
}

function listPm2({ folder, env }: Ground): readonly string[] | undefined {
  if (!pm2) return undefined
  time({ folder, env }, [...pm2, 'start', '--name', 'api', '--interpreter', 'none', '/bin/sleep', '--', '1000'])
  return [...pm2, 'ls']
}

function time({ folder, env }: Pick<Ground, 'folder' | 'env'>, argv: readonly string[]): number {
  const [file = '', ...args] = argv
  const startMs = performance.now()
  const { status, stderr } = spawnSync(file, args, { cwd: folder, env: { ...env, ...peerEnv(folder) } })
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - startMs
}

/** What all children that have ended took of the processor, in hundredths of a second. */
function ticksOfChildren(): number {
  const [, behindName = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ')
  const [user = 0, system = 0] = behindName.split(' ').slice(13, 15).map(Number)
  return user + system
}
