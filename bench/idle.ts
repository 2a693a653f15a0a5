import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMarked } from '../test/scenes/processes.ts'
import { programArgv } from '../test/scenes/program.ts'
import { type Ground, onGround, pause } from './ground.ts'
import { look } from './looking.ts'
import { memoryOf, processorMsOf, residentOf } from './memory.ts'
import { peerEnv, pm2, tmux } from './peers.ts'
import { report } from './rows.ts'

/**
 * What many idle workers cost: memory of keeper, daemon and screen, and the processor's time, without a viewer and with
 * the screen open; beside a tmux with as many windows and a pm2 with as many processes. Arguments: workers, seconds.
 */
const [count = 100, seconds = 10] = process.argv.slice(2).map(Number)
const budgets = { keeper: 60, daemon: 90, screen: 110 }

await onGround(async ground => {
  const theirs = [tmux && (await runTmux(ground)), pm2 && (await runPm2(ground))].filter(one => one !== undefined)
  ground.define(Array.from({ length: count }, (_, at) => `  idle-${at}: { command: sleep 1000 }`))
  ground.skep('up', '-d')
  await pause(2_000)
  tellProcessor(`${count} idle workers and no viewer`, {
    ours: await load([...ground.parts().values()]),
    theirs,
    most: 0,
  })
  const screen = look({ argv: programArgv('up'), cwd: ground.folder, env: ground.env })
  await screen.untilShows('idle-9')
  await pause(3_000)
  const parts = ground.parts()
  const pids = [...parts.values()]
  tellProcessor(`${count} idle workers and a screen`, { ours: await load(pids), theirs, most: 0.5 })
  for (const [part, budget] of Object.entries(budgets)) {
    const pid = parts.get(part) ?? 0
    const mebibytes = memoryOf([pid])
    report({
      measure: `memory of the ${part} with ${count} idle workers`,
      ours: `${mebibytes.toFixed(0)} MiB, ${residentOf(pid).toFixed(0)} MiB with what is shared`,
      peers: theirs.map(({ name, mebibytes: of }) => `${name} ${of.toFixed(0)} MiB`).join(', '),
      ratio: '',
      budget: `${budget} MB`,
      isMet: mebibytes * 1.048576 <= budget,
    })
  }
  await screen.end()
})

type Theirs = { readonly name: string; readonly mebibytes: number; readonly percent: number }

/** Of one core, in percent. */
async function load(pids: readonly number[]): Promise<number> {
  const before = processorMsOf(pids)
  await pause(seconds * 1_000)
  return (processorMsOf(pids) - before) / (seconds * 10)
}

type Loads = { readonly ours: number; readonly theirs: readonly Theirs[]; readonly most: number }

// What is measured has the grain of a hundredth of a second.
function tellProcessor(measure: string, { ours, theirs, most }: Loads): void {
  report({
    measure: `processor with ${measure}`,
    ours: `${ours.toFixed(1)} %`,
    peers: theirs.map(({ name, percent }) => `${name} ${percent.toFixed(1)} %`).join(', '),
    ...{ ratio: '', budget: `${most.toFixed(1)} %`, isMet: ours < most + 0.15 },
  })
}

async function runTmux(ground: Ground): Promise<Theirs> {
  const call = ['env', `TMUX_TMPDIR=${ground.folder}`, ...(tmux ?? [])]
  await ground.run([...call, 'new', '-d', 'sleep 1000'])
  const windows = Array.from({ length: count - 1 }, () => [';', 'neww', '-d', 'sleep 1000']).flat()
  await ground.run([...call, ...windows.slice(1)])
  const [file = '', ...words] = [...call, 'display', '-p', '#{pid}']
  const pid = Number(execFileSync(file, words, { env: ground.env, encoding: 'utf8' }))
  const measured = { name: 'tmux', percent: await load([pid]), mebibytes: memoryOf([pid]) }
  await ground.run([...call, 'kill-server'])
  return measured
}

async function runPm2(ground: Ground): Promise<Theirs> {
  const call = ['env', `PM2_HOME=${peerEnv(ground.folder)['PM2_HOME']}`, ...(pm2 ?? [])]
  const idle = { script: '/bin/sleep', args: '1000', interpreter: 'none' }
  const file = join(ground.folder, 'pm2.config.json')
  writeFileSync(
    file,
    JSON.stringify({ apps: Array.from({ length: count }, (_, at) => ({ ...idle, name: `idle-${at}` })) }),
  )
  await ground.run([...call, 'start', file])
  const pids = findMarked(ground.folder).flatMap(({ pid, command }) => (/God Daemon/.test(command) ? [pid] : []))
  const measured = { name: 'pm2', percent: await load(pids), mebibytes: memoryOf(pids) }
  await ground.run([...call, 'kill'])
  return measured
}
