import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnv } from '../test/scenes/environment.ts'
import { findMarked, killMarked, markName } from '../test/scenes/processes.ts'
import { programArgv } from '../test/scenes/program.ts'

/** A folder with a project in it, the environment of whoever works there, and the program in that. */
export type Ground = {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** Writes `skep.yaml`. */
  define(workers: readonly string[]): void
  /** Carries out a command line, and fails when it does. */
  skep(...args: string[]): string
  /** The same for those whose exit code is not of interest, and without waiting in this process's loop. */
  run(argv: readonly string[]): Promise<number>
  /** The bytes of output that are on the disk. */
  keptBytes(): number
  /** The program's processes: `screen`, `daemon`, `keeper`. */
  parts(): ReadonlyMap<string, number>
}

/** Lets a bench work on a ground of its own; whatever it started there is gone at the end. */
export async function onGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'skep-bench-'))
  const ground = prepare(folder)
  try {
    await work(ground)
    spawnSync(...toCall(programArgv('down')), { cwd: folder, env: ground.env })
  } finally {
    killMarked(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function prepare(folder: string): Ground {
  const state = join(folder, 'state')
  const own = { SKEP_HOME: state, SKEP_RUNTIME_DIR: join(folder, 's'), HOME: folder, [markName]: folder }
  const env = cleanEnv({ ...own, NO_COLOR: '1' })
  return {
    folder,
    env,
    define: workers => writeFileSync(join(folder, 'skep.yaml'), ['workers:', ...workers, ''].join('\n')),
    skep: (...args) => execFileSync(...toCall(programArgv(...args)), { cwd: folder, env, encoding: 'utf8' }),
    async run([file = '', ...args]) {
      const child = spawn(file, args, { cwd: folder, env, stdio: 'ignore' })
      const [code] = await once(child, 'exit')
      return code
    },
    keptBytes: () => keptIn(state),
    parts: () => new Map(findMarked(folder).flatMap(({ pid, command }) => toPart(pid, command))),
  }
}

function toCall([file, ...args]: readonly [string, ...string[]]): [string, string[]] {
  return [file, args]
}

function keptIn(state: string): number {
  return readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter(name => name.includes('/runs/') && name.endsWith('.log'))
    .reduce((sum, name) => sum + (statSync(join(state, name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

function toPart(pid: number, command: string): [string, number][] {
  if (!/main\.js( |$)/.test(command)) return []
  return [[/__(daemon|keeper) /.exec(command)?.[1] ?? 'screen', pid]]
}

/** Looks again and again, in turns with everything else, until it is so. */
export async function untilSo(isSo: () => boolean, what: string): Promise<void> {
  const deadlineMs = performance.now() + 120_000
  while (!isSo()) {
    if (performance.now() > deadlineMs) throw new Error(`waited two minutes for ${what}`)
    await pause(5)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
