import { spawn } from 'node:child_process'
import { programArgv } from '../test/scenes/program.ts'
import { inMs, median } from './figures.ts'
import { type Ground, onGround } from './ground.ts'
import { report } from './rows.ts'

/**
 * How long the start of many workers with no needs takes, beside a plain loop that spawns as many of the same programs and
 * knows nothing of them afterwards. The daemon is there already; the command line's own start is in the figure. Arguments:
 * workers, rounds.
 */
const [count = 200, rounds = 3] = process.argv.slice(2).map(Number)

await onGround(async ground => {
  ground.define(Array.from({ length: count }, (_, at) => `  w${at}: { command: sleep 1000 }`))
  const [ours, plain]: [number[], number[]] = [[], []]
  ground.skep('up', '-d')
  for (let round = 0; round < rounds; round += 1) {
    ground.skep('stop', '--all')
    plain.push(await spawnPlainly())
    ours.push(await timeUp(ground))
  }
  const ratio = median(ours) / median(plain)
  report({
    measure: `start of ${count} workers`,
    ours: inMs(median(ours)),
    peers: `loop of spawns ${inMs(median(plain))}`,
    ratio: `${ratio.toFixed(2)} ×`,
    ...{ budget: '2 ×', isMet: ratio <= 2 },
  })
})

async function timeUp(ground: Ground): Promise<number> {
  const startMs = performance.now()
  const code = await ground.run(programArgv('up', '-d'))
  if (code !== 0) throw new Error(`up ended with ${code}`)
  return performance.now() - startMs
}

/** Resolves with the time until every one of them runs. */
async function spawnPlainly(): Promise<number> {
  const startMs = performance.now()
  const children = Array.from({ length: count }, () => spawn('sleep', ['1000'], { stdio: 'ignore', detached: true }))
  await Promise.all(children.map(child => new Promise(resolve => child.once('spawn', resolve))))
  const tookMs = performance.now() - startMs
  const ended = children.map(child => new Promise(resolve => child.once('exit', resolve)))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(ended)
  return tookMs
}
