import { programArgv } from '../test/scenes/program.ts'
import { writeFlood } from './flooding.ts'
import { onGround, pause, untilSo } from './ground.ts'
import { look } from './looking.ts'
import { residentOf } from './memory.ts'
import { report } from './rows.ts'

/**
 * What keeper, daemon and screen hold in memory at most while a worker floods and its pane is looked at. Arguments:
 * `pipe` or `tty`, MiB (a run keeps 1 GiB, so fewer than that).
 */
const [kind = 'pipe', mebibytes = '256'] = process.argv.slice(2)
const budgets = { keeper: 90, daemon: 110, screen: 160 }

await onGround(async ground => {
  const flood = writeFlood(ground.folder, 'flood', Number(mebibytes))
  const command = JSON.stringify(flood.argv)
  ground.define([`  flooding: { command: ${command}, tty: ${kind === 'tty'}, start: manual, kind: task }`])
  const screen = look({ argv: programArgv('up'), cwd: ground.folder, env: ground.env })
  await screen.untilShows('flooding')
  await screen.untilQuiet()
  const parts = ground.parts()
  const peaks = new Map<string, number>()
  const before = new Map([...parts].map(([part, pid]) => [part, residentOf(pid)]))
  const watch = setInterval(() => {
    for (const [part, pid] of parts) peaks.set(part, Math.max(peaks.get(part) ?? 0, residentOf(pid)))
  }, 50)
  screen.pty.write('s')
  const shown = screen.untilShows(flood.lastLine)
  await untilSo(() => ground.keptBytes() >= (kind === 'tty' ? flood.ttyBytes : flood.pipeBytes), 'the flood')
  await shown
  await pause(500)
  clearInterval(watch)
  for (const [part, budget] of Object.entries(budgets)) {
    const peak = peaks.get(part) ?? Number.NaN
    report({
      measure: `memory of the ${part} during a flood of ${mebibytes} MiB (${kind})`,
      ours: `at most ${peak.toFixed(0)} MiB`,
      peers: `${(before.get(part) ?? Number.NaN).toFixed(0)} MiB before it`,
      ...{ ratio: '', budget: `${budget} MB`, isMet: peak * 1.048576 <= budget },
    })
  }
  await screen.end()
})
