import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../src/log/append.ts'
import { type Expression, openMatcher } from '../src/log/match.ts'
import { openSearch } from '../src/log/search/search.ts'

/**
 * A search through the kept output of a run, in turns with `grep -c` over the same files: the time, and the ratio of the
 * two. The budgets are for 1 GiB. Arguments: MiB, rounds.
 */
const [keptMiB = 1024, rounds = 5] = process.argv.slice(2).map(Number)
const keptBytes = keptMiB * 1024 * 1024
const literalBudgetMs = (1_000 * keptMiB) / 1024
const expressionBudgetMs = (3_000 * keptMiB) / 1024

type Case = { readonly name: string; readonly expression: Expression; readonly grep: readonly string[] }

const cases: readonly Case[] = [
  literal('a literal that is nowhere', 'needle in a haystack'),
  literal('a literal in one line of 50,000', 'user=7 took=499ms'),
  literal('a literal whose letters are everywhere', 'GET /api/itemz'),
  expression('an expression with a literal in it', String.raw`user=\d+ took=\d+min`, '[0-9]'),
  expression('an expression whose literal is in every line', String.raw`took=\d+ms GONE$`, '[0-9]'),
  expression('a choice', 'timeout|refused|ECONN', ''),
  expression('nothing but classes', String.raw`\d{4}ms [A-Z]{7}`, '[0-9]'),
]

const folder = mkdtempSync(join(tmpdir(), 'skep-bench-'))
try {
  await fill()
  for (const one of cases) await measure(one)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function literal(name: string, source: string): Case {
  return { name, expression: { source, literal: true }, grep: ['-F', source] }
}

function expression(name: string, source: string, digits: string): Case {
  return { name, expression: { source }, grep: ['-E', source.replaceAll(String.raw`\d`, digits)] }
}

async function fill(): Promise<void> {
  const log = await openLog(folder, { capBytes: 2 * keptBytes })
  for (let line = 0; log.end < keptBytes; ) {
    let text = ''
    for (const stop = line + 1_000; line < stop; line += 1) text += renderLine(line)
    if (!log.append('stdout', Buffer.from(text), line)) await log.flush()
  }
  await log.close()
  print(`${(log.end / 1024 ** 2).toFixed(0)} MiB of lines like ${renderLine(123_456)}`)
}

function renderLine(line: number): string {
  const time = `2026-01-01T00:00:00.${String(line % 1_000).padStart(3, '0')}Z`
  return `${time} GET /api/items/${line} 200 user=${line % 101} took=${(line * 7_919) % 500}ms\n`
}

async function measure({ name, expression, grep }: Case): Promise<void> {
  const times: number[] = []
  const cpu: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const theirs = timeGrep(grep)
    const ours = await timeSearch(expression)
    if (theirs.lines !== ours.lines) throw new Error(`${name}: ${ours.lines} lines, and grep has ${theirs.lines}`)
    times.push(ours.ms)
    cpu.push(ours.cpuMs)
    ratios.push(ours.ms / theirs.ms)
  }
  for (const all of [times, cpu]) all.sort((one, other) => one - other)
  ratios.sort((one, other) => one - other)
  const budgetMs = expression.literal ? literalBudgetMs : expressionBudgetMs
  const ms = median(times)
  print(
    `${name}: ${ms.toFixed(0)} ms, from ${times[0]?.toFixed(0)} to ${times.at(-1)?.toFixed(0)} (budget ${budgetMs.toFixed(0)}), ${median(cpu).toFixed(0)} ms of processor; ` +
      `search / grep: median ${median(ratios).toFixed(2)}, from ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`,
  )
  if (ms > budgetMs) process.exitCode = 1
}

type Timed = { readonly ms: number; readonly lines: number }

type Searched = Timed & { readonly cpuMs: number }

function timeGrep(pattern: readonly string[]): Timed {
  const files = readdirSync(folder).filter(name => name.endsWith('.log'))
  const startMs = performance.now()
  const { stdout } = spawnSync('grep', ['-c', '-h', ...pattern, ...files], { cwd: folder, encoding: 'utf8' })
  const ms = performance.now() - startMs
  return { ms, lines: stdout.split('\n').reduce((sum, count) => sum + Number(count), 0) }
}

async function timeSearch(expression: Expression): Promise<Searched> {
  const startMs = performance.now()
  const start = process.cpuUsage()
  let lines = 0
  for await (const found of openSearch(openMatcher(expression)).run(folder, undefined)) lines += found.length
  const { user, system } = process.cpuUsage(start)
  return { ms: performance.now() - startMs, cpuMs: (user + system) / 1_000, lines }
}

function median(sorted: readonly number[]): number {
  return sorted[sorted.length >> 1] ?? Number.NaN
}

function print(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`)
}
