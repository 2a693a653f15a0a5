import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { tmpDir } from '../tmp.ts'
import { findMarked, killMarked, type LivingProcess, markName } from './processes.ts'
import { openTerminal, type Terminal, type TerminalOrder } from './terminal.ts'

export type Scene = {
  /** The project's folder, empty: in a folder of the scene's own that goes with it. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  open(order: Omit<TerminalOrder, 'cwd'>): Terminal
  /** Everything that this scene has started, directly or not, and that still lives. */
  living(): readonly LivingProcess[]
}

/** A home, a state folder and a project of the running test's own; whatever it starts is ended with it. */
export function beginScene(): Scene {
  const top = tmpDir()
  const [folder, home] = [join(top, 'project'), join(top, 'home')]
  for (const path of [folder, home]) mkdirSync(path)
  const mark = randomUUID()
  onTestFinished(() => killMarked(mark))
  const env = { HOME: home, SKEP_HOME: join(top, 'state'), PATH: pathWithNode(), [markName]: mark }
  return {
    folder,
    env,
    open: order => openInScene({ cwd: folder, ...order, env: { ...env, ...order.env } }),
    living: () => findMarked(mark),
  }
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
