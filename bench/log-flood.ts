import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../src/log/append.ts'

/**
 * One flood of 80-column lines through a FIFO, in turns into `cat > file` and into a log, complete on disk: the ratio
 * of their times, and what the log held in memory meanwhile. Arguments: rounds, MiB.
 */
const [rounds = 7, floodMiB = 1024] = process.argv.slice(2).map(Number)
const floodBytes = floodMiB * 1024 * 1024
const line = `${'skep '.repeat(15)}flood`.slice(0, 79)
const budget = 3
const mebibyte = 1024 * 1024

const folder = mkdtempSync(join(tmpdir(), 'skep-bench-'))
try {
  await measure()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const catMs = await time(floodIntoCat)
    const logMs = await time(floodIntoLog)
    ratios.push(logMs / catMs)
    print(`round ${round}: cat ${catMs.toFixed(0)} ms, log ${logMs.toFixed(0)} ms, ratio ${(logMs / catMs).toFixed(2)}`)
  }
  ratios.sort((one, other) => one - other)
  const [least = 0, median = 0, most = 0] = [0, Math.floor(rounds / 2), rounds - 1].map(at => ratios[at])
  print(`log / cat: median ${median.toFixed(2)}, from ${least.toFixed(2)} to ${most.toFixed(2)} (budget ${budget})`)
  if (median > budget) process.exitCode = 1
}

async function time(flood: (place: string) => Promise<string>): Promise<number> {
  const place = join(folder, 'round')
  mkdirSync(place)
  const startMs = performance.now()
  const note = await flood(place)
  const tookMs = performance.now() - startMs
  if (note) print(note)
  rmSync(place, { recursive: true })
  return tookMs
}

async function floodIntoCat(place: string): Promise<string> {
  const { output, generator } = startFlood(place)
  const file = openSync(join(place, 'output'), 'w')
  const cat = spawn('cat', { stdio: [output, file, 'inherit'] })
  closeSync(output)
  closeSync(file)
  await Promise.all([once(cat, 'exit'), once(generator, 'exit')])
  return ''
}

async function floodIntoLog(place: string): Promise<string> {
  const log = await openLog(join(place, 'log'), { capBytes: 2 * floodBytes })
  const { output, generator } = startFlood(place)
  const source = new Socket({ fd: output, readable: true, writable: false })
  let waiting = 0
  let resident = 0
  let chunks = 0
  log.onDrain(() => source.resume())
  source.on('data', (bytes: Buffer) => {
    if (!log.append('stdout', bytes, Date.now())) source.pause()
    waiting = Math.max(waiting, log.end - log.durableEnd)
    chunks += 1
    if (chunks % 64 === 0) resident = Math.max(resident, process.memoryUsage.rss())
  })
  await Promise.all([once(source, 'end'), once(generator, 'exit')])
  await log.close()
  if (log.durableEnd !== floodBytes) throw new Error(`kept ${log.durableEnd} of ${floodBytes} bytes`)
  return `  log: at most ${inMiB(waiting)} waiting, ${inMiB(resident)} resident, ${chunks} chunks`
}

type Flood = { readonly output: number; readonly generator: ChildProcess }

// The writer's end is opened here and given away, as a worker's is.
function startFlood(place: string): Flood {
  const path = join(place, 'fifo')
  execFileSync('mkfifo', ['-m', '600', path])
  const early = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const input = openSync(path, constants.O_WRONLY)
  const output = openSync(path, constants.O_RDONLY)
  closeSync(early)
  const generator = spawn('sh', ['-c', `yes '${line}' | head -c ${floodBytes}`], {
    stdio: ['ignore', input, 'inherit'],
  })
  closeSync(input)
  return { output, generator }
}

function inMiB(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(1)} MiB`
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
