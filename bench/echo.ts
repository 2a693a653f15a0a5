import { programArgv } from '../test/scenes/program.ts'
import { at, inMs, median } from './figures.ts'
import { writeFlood } from './flooding.ts'
import { type Ground, onGround, pause } from './ground.ts'
import { type Looker, look } from './looking.ts'
import { peerEnv, tmux } from './peers.ts'
import { report } from './rows.ts'

/**
 * From a key to its echo on the screen, in a pane and in a full-screen attach, idle and while another worker floods;
 * beside a tmux with two panes and a bare pty. Arguments: keys, MiB of the flood.
 */
const [keys = 60, mebibytes = 1024] = process.argv.slice(2).map(Number)

type Times = { readonly idle: readonly number[]; readonly flooded: readonly number[] }

await onGround(async ground => {
  const flood = writeFlood(ground.folder, 'flood', mebibytes)
  const command = JSON.stringify(flood.argv)
  ground.define([
    '  typed: { command: cat, tty: true }',
    `  flood: { command: ${command}, tty: true, start: manual, kind: task }`,
  ])
  const bare = await typeBare(ground)
  const theirs = tmux && (await typeTmux(ground, flood.argv.join(' ')))
  const ours = await typePane(ground)
  tell('key to echo in a pane, idle', { ours: ours.idle, bare, tmux: theirs?.idle }, [3, 8])
  tell('key to echo in a pane, under flood', { ours: ours.flooded, tmux: theirs?.flooded }, [5, 15])
  tell('key to echo in full-screen attach, idle', { ours: await typeAttached(ground), bare }, [1])
})

async function typeBare({ folder, env }: Ground): Promise<readonly number[]> {
  const cat = look({ argv: ['/bin/cat'], cwd: folder, env })
  const times = await cat.typeAll(keys)
  await cat.end()
  return times
}

async function typePane(ground: Ground): Promise<Times> {
  const screen = look({ argv: programArgv('up'), cwd: ground.folder, env: ground.env })
  await screen.untilShows('flood')
  await screen.untilQuiet()
  screen.pty.write('\r')
  await screen.untilShows('leaves')
  await screen.untilQuiet()
  const idle = await screen.typeAll(keys)
  const flooded = await whileFlooding(ground, screen)
  await screen.end()
  ground.skep('kill', 'flood')
  return { idle, flooded }
}

async function whileFlooding(ground: Ground, screen: Looker): Promise<readonly number[]> {
  ground.skep('start', 'flood')
  await pause(200)
  const before = ground.keptBytes()
  const times = await screen.typeAll(keys)
  if (ground.keptBytes() === before) throw new Error('the flood was over before the last key')
  return times
}

async function typeAttached({ folder, env }: Ground): Promise<readonly number[]> {
  const attached = look({ argv: programArgv('attach', 'typed'), cwd: folder, env })
  await attached.untilShows('Q')
  await attached.untilQuiet()
  const times = await attached.typeAll(keys)
  await attached.end()
  return times
}

async function typeTmux(ground: Ground, flood: string): Promise<Times> {
  const { folder } = ground
  const env = { ...ground.env, ...peerEnv(folder) }
  const [file = '', ...words] = tmux ?? []
  const call = (...more: string[]) => ground.run(['env', `TMUX_TMPDIR=${folder}`, file, ...words, ...more])
  const screen = look({ argv: [file, ...words, 'new', 'cat'], cwd: folder, env })
  await screen.untilShows('[0]')
  await screen.untilQuiet()
  const idle = await screen.typeAll(keys)
  await call('neww', '-d', `${flood}; sleep 1000`)
  await pause(200)
  const flooded = await screen.typeAll(keys)
  await call('kill-server')
  return { idle, flooded }
}

type All = {
  readonly ours: readonly number[]
  readonly bare?: readonly number[]
  readonly tmux?: readonly number[] | undefined
}

function tell(measure: string, { ours, bare, tmux: theirs }: All, [middle = 0, most]: readonly number[]): void {
  const others = { 'bare pty': bare, tmux: theirs }
  const peers = Object.entries(others).flatMap(([name, times]) => (times ? [`${name} ${both(times)}`] : []))
  const [beside] = [theirs, bare].filter(times => times !== undefined)
  report({
    measure,
    ours: both(ours),
    peers: peers.join(', '),
    ratio: beside ? `${(median(ours) / median(beside)).toFixed(1)} ×` : '',
    budget: most === undefined ? `${middle} ms` : `${middle} / ${most} ms`,
    isMet: median(ours) <= middle && (most === undefined || at(ours, 0.99) <= most),
  })
}

function both(times: readonly number[]): string {
  return `${inMs(median(times))} / ${inMs(at(times, 0.99))}`
}
