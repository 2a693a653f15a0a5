import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnv } from '../test/scenes/environment.ts'
import { killMarked, markName } from '../test/scenes/processes.ts'
import { programArgv, root } from '../test/scenes/program.ts'
import { type Pty, startOnPty } from '../test/scenes/pty.ts'

/**
 * From the start of the program to its first complete screen at 120×40 (every worker of the example and the line of
 * keys), as a ratio to `node -e 0` in the same round. `warm`: the daemon lives and the workers run already; `cold`: each
 * round starts both. Arguments: rounds, `warm` or `cold`.
 */
const [count = '11', start = 'warm'] = process.argv.slice(2)
const rounds = Number(count)
const complete = ['mailer', 'stubborn', 'help']
const giveUpMs = 20_000

const home = mkdtempSync(join(tmpdir(), 'skep-bench-'))
const own = { SKEP_HOME: home, SKEP_RUNTIME_DIR: join(home, 's'), HOME: home, [markName]: home }
try {
  await measure()
} finally {
  killMarked(home)
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(): Promise<void> {
  // The first one warms the caches of the disk, and with `warm` the runtime.
  await timeScreen()
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    if (start === 'cold') killMarked(home)
    const nodeMs = timeNode()
    const screenMs = await timeScreen()
    ratios.push(screenMs / nodeMs)
    print(`round ${round}: node -e 0 ${nodeMs.toFixed(0)} ms, first screen ${screenMs.toFixed(0)} ms`)
  }
  ratios.sort((one, other) => one - other)
  const [least = 0, median = 0, most = 0] = [0, Math.floor(rounds / 2), rounds - 1].map(at => ratios[at])
  print(
    `${start}: first screen / node -e 0: median ${median.toFixed(1)}, ${least.toFixed(1)} to ${most.toFixed(1)} (budget 10)`,
  )
}

function timeNode(): number {
  const startMs = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - startMs
}

async function timeScreen(): Promise<number> {
  const startMs = performance.now()
  const pty = startOnPty({
    argv: programArgv('up', '-f', join(root, 'examples/shop/skep.yaml')),
    cwd: root,
    env: { ...cleanEnv(own), PATH: process.env['PATH'] ?? '' },
    columns: 120,
    rows: 40,
  })
  const ended = new Promise(resolve => pty.onExit(resolve))
  const tookMs = await untilShown(pty, startMs)
  process.kill(pty.pid, 'SIGTERM')
  await ended
  return tookMs
}

function untilShown(pty: Pty, startMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let shown = ''
    const timer = setTimeout(() => reject(new Error(`no complete screen:\n${shown}`)), giveUpMs)
    pty.onData(text => {
      shown += text
      if (!complete.every(word => shown.includes(word))) return
      clearTimeout(timer)
      resolve(performance.now() - startMs)
    })
  })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
