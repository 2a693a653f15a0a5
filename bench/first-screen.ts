import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IPty, spawn } from 'node-pty'

/**
 * From the start of the program to its first complete screen at 120×40 (every worker of the example and the line of
 * keys), as a ratio to `node -e 0` in the same round. Arguments: rounds.
 */
const [rounds = 11] = process.argv.slice(2).map(Number)
const root = join(import.meta.dirname, '..')
const program = join(root, 'dist/main.js')
const example = join(root, 'examples/shop/skep.yaml')
const complete = ['mailer', 'stubborn', 'help']
const giveUpMs = 20_000

const home = mkdtempSync(join(tmpdir(), 'skep-bench-'))
try {
  await measure()
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(): Promise<void> {
  await timeScreen()
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const nodeMs = timeNode()
    const screenMs = await timeScreen()
    ratios.push(screenMs / nodeMs)
    print(`round ${round}: node -e 0 ${nodeMs.toFixed(0)} ms, first screen ${screenMs.toFixed(0)} ms`)
  }
  ratios.sort((one, other) => one - other)
  const [least = 0, median = 0, most = 0] = [0, Math.floor(rounds / 2), rounds - 1].map(at => ratios[at])
  print(`first screen / node -e 0: median ${median.toFixed(1)}, ${least.toFixed(1)} to ${most.toFixed(1)} (budget 10)`)
}

function timeNode(): number {
  const startMs = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - startMs
}

async function timeScreen(): Promise<number> {
  const startMs = performance.now()
  const terminal = spawn(process.execPath, [program, 'up', '-f', example], {
    cols: 120,
    rows: 40,
    cwd: root,
    env: { ...definedEnv(), SKEP_HOME: home, TERM: 'xterm-256color' },
  })
  const tookMs = await untilShown(terminal, startMs)
  const ended = new Promise(resolve => terminal.onExit(resolve))
  terminal.kill('SIGTERM')
  await ended
  return tookMs
}

function untilShown(terminal: IPty, startMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let shown = ''
    const timer = setTimeout(() => reject(new Error(`no complete screen:\n${shown}`)), giveUpMs)
    const listening = terminal.onData(data => {
      shown += data
      if (!complete.every(word => shown.includes(word))) return
      clearTimeout(timer)
      listening.dispose()
      resolve(performance.now() - startMs)
    })
  })
}

function definedEnv(): Record<string, string> {
  const { CI: _ci, ...env } = process.env
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
