import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { findMarked, killMarked, type LivingProcess, markName } from './processes.ts'
import { openTerminal, type Terminal, type TerminalOrder } from './terminal.ts'

export type Scene = {
  /** The project's folder, empty: in a folder of the scene's own that goes with it. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  open(order: Omit<TerminalOrder, 'cwd'>): Terminal
  /** Everything that this scene has started, directly or not, and that still lives; without those that serve it. */
  living(): readonly LivingProcess[]
  /** Its daemons and keepers, which outlive whoever started them. */
  serving(): readonly LivingProcess[]
  /** The folder in which the project's state is kept, once there is one. */
  stateFolder(): string
}

/** A home, a state folder and a project of the running test's own; whatever it starts is ended with it. */
export function beginScene(): Scene {
  const top = tmpDir()
  const [folder, home, state] = [join(top, 'project'), join(top, 'home'), join(top, 'state')]
  for (const path of [folder, home]) mkdirSync(path)
  const sockets = socketDir()
  const mark = randomUUID()
  onTestFinished(() => endMarked(mark))
  const own = { HOME: home, SKEP_HOME: state, SKEP_RUNTIME_DIR: sockets, [markName]: mark }
  const env = { ...own, PATH: pathWithNode() }
  return {
    folder,
    env,
    open: order => openInScene({ cwd: folder, ...order, env: { ...env, ...order.env } }),
    living: () => findMarked(mark).filter(process => !isServer(process)),
    serving: () => findMarked(mark).filter(isServer),
    stateFolder: () => projectIn(join(state, 'projects')),
  }
}

/** A path that is short enough for that of a socket, whatever the machine's temporary folder is. */
function socketDir(): string {
  const folder = mkdtempSync('/tmp/skep-s-')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return folder
}

/** One that is killed may be missed by another, which starts it again: until nobody is left. */
async function endMarked(mark: string): Promise<void> {
  killMarked(mark)
  const isOver = (): boolean => {
    killMarked(mark)
    return findMarked(mark).length === 0
  }
  await until(isOver, { what: 'everything of the scene to be gone', show: () => findMarked(mark) })
}

function isServer({ command }: LivingProcess): boolean {
  return / __(daemon|keeper) /.test(command)
}

function projectIn(projects: string): string {
  const [project = ''] = readdirSync(projects)
  return join(projects, project)
}

function openInScene(order: TerminalOrder): Terminal {
  const terminal = openTerminal(order)
  onTestFinished(() => terminal.close())
  return terminal
}

// Programs of the examples call `node`, and are to meet the one that runs the tests.
function pathWithNode(): string {
  return `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
}

/** Fails with the terminal's whole screen when it is not as it was before a program had it. */
export function expectRestored(terminal: Terminal): void {
  expect(terminal.changedModes(), terminal.screen()).toEqual([])
}
