import { programArgv } from '../test/scenes/program.ts'
import { makeDrain } from './drain.ts'
import { inMs, median, medians, ratioOf } from './figures.ts'
import { type Flood, nowMs, writeFlood } from './flooding.ts'
import { type Ground, onGround, untilSo } from './ground.ts'
import { look } from './looking.ts'
import { peerEnv, tmux } from './peers.ts'
import { report } from './rows.ts'

/**
 * Many floods at once through terminals, from the first byte of the first until all of all is on the disk, while the
 * screen is open: beside as many bare drains of ptys together, and a tmux with as many windows. Arguments: floods, MiB
 * of each, rounds.
 */
const [count = 20, mebibytes = 16, rounds = 1] = process.argv.slice(2).map(Number)
const names = Array.from({ length: count }, (_, at) => `flood-${at}`)

await onGround(async ground => {
  const drain = makeDrain(ground.folder)
  if (!drain) return void process.stdout.write('without a C compiler there is nothing to measure beside\n')
  const floods = names.map(name => writeFlood(ground.folder, name, mebibytes))
  const options = 'tty: true, start: manual, kind: task'
  ground.define(floods.map(({ argv }, at) => `  ${names[at]}: { command: ${JSON.stringify(argv)}, ${options} }`))
  const [bare, ours, tmuxes]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await time(floods, () => Promise.all(floods.map(({ argv }) => ground.run([drain, ...argv])))))
    ours.push(await floodOurs(ground, floods))
    if (tmux) tmuxes.push(await time(floods, () => floodTmux(ground, floods)))
  }
  const ratio = ratioOf(ours, bare)
  report({
    measure: `${count} floods of ${mebibytes} MiB at once through terminals, on disk`,
    ours: inMs(median(ours)),
    peers: medians({ 'bare drains in C': bare, 'tmux, written': tmuxes }),
    ratio: ratio.text,
    ...{ budget: '1.5 × the drains', isMet: ratio.value <= 1.5 },
  })
})

async function time(floods: readonly Flood[], work: () => Promise<unknown>): Promise<number> {
  for (const flood of floods) flood.forget()
  await work()
  return nowMs() - Math.min(...floods.map(flood => flood.beganMs()))
}

async function floodOurs(ground: Ground, floods: readonly Flood[]): Promise<number> {
  const { folder, env } = ground
  const screen = look({ argv: programArgv('up'), cwd: folder, env })
  await screen.untilShows('flood-0')
  await screen.untilQuiet()
  const before = ground.keptBytes()
  const wanted = floods.reduce((sum, { ttyBytes }) => sum + ttyBytes, 0)
  const tookMs = await time(floods, async () => {
    const started = ground.run(programArgv('start', ...names))
    await untilSo(() => ground.keptBytes() - before >= wanted, 'all floods to be on the disk')
    void started
  })
  await screen.end()
  return tookMs
}

async function floodTmux(ground: Ground, floods: readonly Flood[]): Promise<void> {
  const argv = ['env', `TMUX_TMPDIR=${peerEnv(ground.folder)['TMUX_TMPDIR']}`, ...(tmux ?? [])]
  const [first, ...others] = floods.map(({ argv: words }) => words.join(' '))
  await ground.run([...argv, 'new', '-d', '-x', '120', '-y', '40', 'sleep 1000', ';', 'neww', '-d', first ?? ''])
  const windows = others.flatMap(command => [';', 'neww', '-d', command])
  await ground.run([...argv, ...windows.slice(1)])
  await untilSo(() => floods.every(flood => flood.endedMs() !== undefined), 'all floods to be written')
  await ground.run([...argv, 'kill-server'])
}
