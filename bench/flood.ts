import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { programArgv } from '../test/scenes/program.ts'
import { startOnPty } from '../test/scenes/pty.ts'
import { makeDrain } from './drain.ts'
import { inMs, median, medians, ratioOf } from './figures.ts'
import { type Flood, nowMs, writeFlood } from './flooding.ts'
import { type Ground, onGround, untilSo } from './ground.ts'
import { look } from './looking.ts'
import { concurrently, peerEnv, pm2, tmux } from './peers.ts'
import { report } from './rows.ts'

/**
 * One flood of 80-column lines from its first byte until all of it is on the disk: through a terminal whose pane is
 * visible, beside a bare drain of a pty and a tmux that shows it; and through a pipe, beside `cat > file`, pm2 and
 * concurrently. Arguments: MiB, rounds.
 */
const [mebibytes = 256, rounds = 2] = process.argv.slice(2).map(Number)

await onGround(async ground => {
  const flood = writeFlood(ground.folder, 'flood', mebibytes)
  const command = JSON.stringify(flood.argv)
  ground.define([`  terminal: { command: ${command}, tty: true, start: manual, kind: task }`])
  await throughTerminal(ground, flood)
  await throughPipe(ground, flood)
})

async function throughTerminal(ground: Ground, flood: Flood): Promise<void> {
  const drain = makeDrain(ground.folder)
  const [bare, kept, shown, tmuxShown]: number[][] = [[], [], [], []]
  for (let round = 0; round < rounds; round += 1) {
    if (drain) bare?.push(await until(flood, () => ground.run([drain, ...flood.argv]).then(nowMs)))
    else bare?.push(await until(flood, () => readPty(ground, flood)))
    const ours = await floodScreen(ground, flood)
    kept?.push(ours.keptMs)
    shown?.push(ours.shownMs)
    if (tmux) tmuxShown?.push(await until(flood, () => floodTmux(ground, flood)))
  }
  const what = drain ? 'bare drain in C' : 'node-pty alone'
  const [all, last] = [ratioOf(kept ?? [], bare ?? []), ratioOf(shown ?? [], tmuxShown ?? [])]
  const peers = medians({ [what]: bare ?? [], 'tmux, shown': tmuxShown ?? [] })
  report({
    measure: `flood of ${mebibytes} MiB through a visible terminal, on disk`,
    ours: inMs(median(kept ?? [])),
    ...{ peers, ratio: all.text, budget: `1.4 × ${what}`, isMet: all.value <= 1.4 },
  })
  report({
    measure: `the same until its last line shows`,
    ours: inMs(median(shown ?? [])),
    ...{ peers, ratio: last.text, budget: '0.5 × tmux', isMet: tmux && last.value <= 0.5 },
  })
}

/** From the first byte to the moment that the work tells. */
async function until(flood: Flood, work: () => Promise<number>): Promise<number> {
  flood.forget()
  const endMs = await work()
  return endMs - flood.beganMs()
}

async function readPty({ folder, env }: Ground, { argv }: Flood): Promise<number> {
  const pty = startOnPty({ argv, cwd: folder, env, columns: 120, rows: 40 })
  pty.onData(() => undefined)
  await new Promise(resolve => pty.onExit(resolve))
  return nowMs()
}

async function floodScreen(ground: Ground, flood: Flood): Promise<{ keptMs: number; shownMs: number }> {
  const { folder, env } = ground
  const screen = look({ argv: programArgv('up'), cwd: folder, env })
  await screen.untilShows('terminal')
  await screen.untilQuiet()
  flood.forget()
  const before = ground.keptBytes()
  screen.pty.write('s')
  const shown = screen.untilShows(flood.lastLine).then(nowMs)
  await untilSo(() => ground.keptBytes() - before >= flood.ttyBytes, 'the flood to be on the disk')
  const keptAtMs = nowMs()
  const [beganMs, shownAtMs] = [flood.beganMs(), await shown]
  await screen.end()
  return { keptMs: keptAtMs - beganMs, shownMs: shownAtMs - beganMs }
}

async function floodTmux({ folder, env }: Ground, { argv, lastLine }: Flood): Promise<number> {
  const [file = '', ...words] = tmux ?? []
  const order = { cwd: folder, env: { ...env, ...peerEnv(folder) } }
  const command = `${argv.join(' ')}; sleep 1000`
  const screen = look({ argv: [file, ...words, 'new', '-x', '120', '-y', '40', command], ...order })
  await screen.untilShows(lastLine)
  const atMs = nowMs()
  await new Promise(resolve => spawn(file, [...words, 'kill-server'], order).on('exit', resolve))
  return atMs
}

async function throughPipe(ground: Ground, flood: Flood): Promise<void> {
  const [ours, cat, pm2s, concurrents]: number[][] = [[], [], [], []]
  const daemon = pm2 && (await startPm2(ground))
  for (let round = 0; round < rounds; round += 1) {
    cat?.push(await until(flood, () => intoFile(ground, ['sh', '-c', `${flood.argv.join(' ')} | cat`])))
    ours?.push(await until(flood, () => floodPipe(ground, flood)))
    if (daemon) pm2s?.push(await until(flood, () => daemon(flood)))
    const argv = concurrently && [...concurrently, flood.argv.join(' ')]
    if (argv) concurrents?.push(await until(flood, () => intoFile(ground, argv)))
  }
  if (pm2) await ground.run(['env', ...toWords(peerEnv(ground.folder)), ...pm2, 'kill'])
  const ratio = ratioOf(ours ?? [], pm2s ?? [])
  const toCat = ratioOf(ours ?? [], cat ?? [])
  report({
    measure: `flood of ${mebibytes} MiB through a pipe, on disk`,
    ours: inMs(median(ours ?? [])),
    peers: medians({ 'cat > file': cat ?? [], pm2: pm2s ?? [], concurrently: concurrents ?? [] }),
    ratio: `pm2 ${ratio.text}; cat ${toCat.text}`,
    ...{ budget: '1 × pm2', isMet: pm2 && ratio.value <= 1 },
  })
}

async function floodPipe(ground: Ground, flood: Flood): Promise<number> {
  const before = ground.keptBytes()
  await ground.run(programArgv('run', '-d', '--', ...flood.argv))
  await untilSo(() => ground.keptBytes() - before >= flood.pipeBytes, 'the flood to be on the disk')
  return nowMs()
}

async function intoFile({ folder, env }: Ground, [file = '', ...args]: readonly string[]): Promise<number> {
  const place = join(folder, 'output')
  const output = openSync(place, 'w')
  const child = spawn(file, args, { cwd: folder, env, stdio: ['ignore', output, 'ignore'] })
  closeSync(output)
  await once(child, 'exit')
  const atMs = nowMs()
  rmSync(place)
  return atMs
}

/** A pm2 that is warm, as our daemon is. */
async function startPm2(ground: Ground): Promise<(flood: Flood) => Promise<number>> {
  const argv = ['env', ...toWords(peerEnv(ground.folder)), ...(pm2 ?? [])]
  const log = join(ground.folder, 'pm2.log')
  mkdirSync(join(ground.folder, 'pm2'), { recursive: true })
  await ground.run([...argv, 'ping'])
  return async flood => {
    const [file = '', ...args] = flood.argv
    const options = ['--name', 'flood', '--no-autorestart', '--interpreter', 'none', '-o', log, '--merge-logs']
    await ground.run([...argv, 'start', file, ...options, '--', ...args])
    await untilSo(() => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) >= flood.pipeBytes, 'the log of pm2')
    const atMs = nowMs()
    await ground.run([...argv, 'delete', 'flood'])
    rmSync(log)
    return atMs
  }
}

function toWords(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}
