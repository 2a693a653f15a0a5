import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programArgv } from '../test/scenes/program.ts'
import { inMs, median } from './figures.ts'
import { type Ground, onGround } from './ground.ts'
import { peerEnv, pm2 } from './peers.ts'
import { report } from './rows.ts'

/**
 * How long `skep stop` takes with many workers that obey, and with one that ignores TERM beyond its grace. Arguments:
 * workers, rounds.
 */
const [count = 100, rounds = 3] = process.argv.slice(2).map(Number)
const graceMs = 500

await onGround(async ground => {
  const many = Array.from({ length: count }, (_, at) => `  obeys-${at}: { command: sleep 1000 }`)
  const stubborn = `trap "" TERM; while :; do sleep 0.1; done`
  ground.define([
    ...many,
    `  ignores: { command: '${stubborn}', shell: true, stop: { grace: ${graceMs}ms }, start: manual }`,
  ])
  const [all, one, start]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    start.push(await time(ground, programArgv('up', '-d')))
    all.push(await time(ground, programArgv('stop', 'obeys-*')))
    await time(ground, programArgv('start', 'ignores'))
    one.push(await time(ground, programArgv('stop', 'ignores')))
  }
  const theirs = pm2 && (await stopPm2(ground))
  const beside = theirs ? `pm2 stop all ${inMs(theirs)}` : ''
  report({
    measure: `stop of ${count} workers that obey`,
    ours: inMs(median(all)),
    peers: beside,
    ratio: theirs ? `pm2 ${(median(all) / theirs).toFixed(2)} ×` : '',
    ...{ budget: '1 s', isMet: median(all) <= 1_000 },
  })
  report({
    measure: `stop of one that ignores TERM, with a grace of ${graceMs} ms`,
    ours: inMs(median(one)),
    ...{ peers: '', ratio: '', budget: `${graceMs + 300} ms`, isMet: median(one) <= graceMs + 300 },
  })
  report({
    measure: `up -d of ${count} workers`,
    ours: inMs(median(start)),
    ...{ peers: '', ratio: '', budget: '', isMet: undefined },
  })
})

async function time(ground: Ground, argv: readonly string[]): Promise<number> {
  const startMs = performance.now()
  const code = await ground.run(argv)
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}`)
  return performance.now() - startMs
}

async function stopPm2(ground: Ground): Promise<number> {
  const call = ['env', `PM2_HOME=${peerEnv(ground.folder)['PM2_HOME']}`, ...(pm2 ?? [])]
  const apps = Array.from({ length: count }, (_, at) => ({ name: `obeys-${at}`, script: '/bin/sleep', args: '1000' }))
  const file = join(ground.folder, 'pm2.config.json')
  writeFileSync(file, JSON.stringify({ apps: apps.map(app => ({ ...app, interpreter: 'none' })) }))
  await ground.run([...call, 'start', file])
  const tookMs = await time(ground, [...call, 'stop', 'all'])
  await ground.run([...call, 'kill'])
  return tookMs
}
