import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnv } from '../test/scenes/environment.ts'
import { findMarked, killMarked, markName } from '../test/scenes/processes.ts'
import { programArgv } from '../test/scenes/program.ts'
import { startOnPty } from '../test/scenes/pty.ts'

/**
 * A person types into one worker while another floods: the time from a key to its echo on the screen, idle and under
 * the flood, and the memory of the program meanwhile, screen, daemon and keeper each. Arguments: MiB of the flood, `pipe` or `tty`.
 */
const [floodMiB = '4096', kind = 'pipe'] = process.argv.slice(2)
const keys = 100
const betweenKeysMs = 20

const folder = mkdtempSync(join(tmpdir(), 'skep-bench-'))
try {
  await measure()
} finally {
  killMarked(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(): Promise<void> {
  const line = `${'skep '.repeat(15)}flood`.slice(0, 79)
  const flood = `yes '${line}' | head -c $(( ${floodMiB} * 1048576 ))`
  const workers = [
    '  typed: { command: cat, tty: true }',
    `  flood: { command: ${JSON.stringify(flood)}, shell: true, tty: ${kind === 'tty'}, kind: task, start: manual }`,
  ]
  writeFileSync(join(folder, 'skep.yaml'), ['workers:', ...workers, ''].join('\n'))
  const own = {
    SKEP_HOME: join(folder, 'state'),
    SKEP_RUNTIME_DIR: join(folder, 's'),
    HOME: folder,
    [markName]: folder,
  }
  const env = { ...cleanEnv(own), PATH: process.env['PATH'] ?? '' }
  const pty = startOnPty({ argv: programArgv('up'), cwd: folder, env, columns: 120, rows: 40 })
  const screen = watch(pty)
  await screen.untilShows('flood')
  const peaks = ofProgram().map(({ pid, command }) => ({ what: partOf(command), peak: watchMemory(pid) }))
  pty.write('\r')
  await screen.untilShows('leaves')
  report('idle', await typeAll(pty, screen))
  pty.write('\x1d')
  await screen.untilQuiet()
  pty.write('js')
  await pause(200)
  const startMs = performance.now()
  pty.write('k\r')
  await screen.untilShows('leaves')
  report('under flood', await typeAll(pty, screen))
  const wanted = Number(floodMiB) * 1024 * 1024
  while (kept() < Math.min(wanted, 0.9 * 1024 ** 3)) await pause(50)
  print(`flood of ${floodMiB} MiB (${kind}) on disk after ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
  for (const { what, peak } of peaks) print(`memory of the ${what}: at most ${peak()} MiB`)
  const ended = new Promise(resolve => pty.onExit(resolve))
  process.kill(pty.pid, 'SIGTERM')
  await ended
}

type Screen = {
  untilShows(text: string): Promise<void>
  untilQuiet(): Promise<void>
  /** Calls back with everything that is written from now on. */
  next(listener: (text: string) => void): void
}

function watch(pty: ReturnType<typeof startOnPty>): Screen {
  let all = ''
  let lastMs = performance.now()
  let listener: ((text: string) => void) | undefined
  pty.onData(text => {
    lastMs = performance.now()
    all = (all + text).slice(-100_000)
    listener?.(text)
  })
  return {
    async untilShows(text) {
      const deadlineMs = performance.now() + 20_000
      while (!all.includes(text)) {
        if (performance.now() > deadlineMs) throw new Error(`the screen never showed ${text}`)
        await pause(5)
      }
      all = ''
    },
    async untilQuiet() {
      lastMs = performance.now()
      while (performance.now() - lastMs < 300) await pause(20)
    },
    next(next) {
      listener = next
    },
  }
}

/** Types letters one by one and answers how long each took to be shown, in ms. */
async function typeAll(pty: ReturnType<typeof startOnPty>, screen: Screen): Promise<number[]> {
  const times: number[] = []
  for (let key = 0; key < keys; key += 1) {
    const letter = 'QZXJKVW'.charAt(key % 7)
    const startMs = performance.now()
    const shown = new Promise<void>(resolve =>
      screen.next(text => {
        if (text.includes(letter)) resolve()
      }),
    )
    pty.write(letter)
    await Promise.race([shown, pause(5_000)])
    times.push(performance.now() - startMs)
    await pause(betweenKeysMs)
  }
  pty.write('\r')
  return times.sort((one, other) => one - other)
}

function report(name: string, times: readonly number[]): void {
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  print(`key to echo, ${name}: median ${at(0.5)} ms, 99th ${at(0.99)} ms`)
}

/** The program's processes: the screen, the daemon and the keeper. */
function ofProgram(): ReturnType<typeof findMarked> {
  return findMarked(folder).filter(({ command }) => command.includes('main.js '))
}

function partOf(command: string): string {
  return /__(daemon|keeper) /.exec(command)?.[1] ?? 'screen'
}

function watchMemory(pid: number): () => number {
  let peak = 0
  const timer = setInterval(() => {
    const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
    peak = Math.max(peak, (Number(resident) * 4096) / 1024 ** 2)
  }, 100)
  return () => {
    clearInterval(timer)
    return Math.round(peak)
  }
}

function kept(): number {
  const all = readdirSync(join(folder, 'state'), { recursive: true, encoding: 'utf8' })
  return all
    .filter(name => name.endsWith('.log'))
    .reduce((total, name) => total + (statSync(join(folder, 'state', name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
