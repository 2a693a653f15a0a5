import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Row, renderTable } from './rows.ts'

/**
 * Runs the benchmarks that are measured beside other programs, one after the other, and prints one table of them all.
 * Arguments: names of those to run (`commands flood`); without any, all of them.
 */
const all: Readonly<Record<string, readonly (readonly string[])[]>> = {
  commands: [[]],
  'first-screen': [
    ['5', 'warm'],
    ['5', 'cold'],
  ],
  flood: [[]],
  'floods-at-once': [[]],
  echo: [[]],
  'flood-memory': [['pipe'], ['tty']],
  idle: [[]],
  start: [[]],
  stop: [[]],
}

const asked = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'skep-rows-'))
const file = join(folder, 'rows')
try {
  for (const [name, calls] of Object.entries(all)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    for (const args of calls) await run(name, args)
  }
  const rows: Row[] = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(toRow) : []
  print(`\n${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}\n\n${renderTable(rows)}`)
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function run(name: string, args: readonly string[]): Promise<void> {
  print(`${[name, ...args].join(' ')}:`)
  const env = { ...process.env, BENCH_ROWS: file }
  const argv = [join(import.meta.dirname, `${name}.ts`), ...args]
  const [code] = await once(spawn(process.execPath, argv, { env, stdio: 'inherit' }), 'exit')
  if (code !== 0) print(`${name} ended with ${code}`)
}

function toRow(line: string): Row {
  return JSON.parse(line)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
