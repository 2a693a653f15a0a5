import type { Command } from '../../src/core/command.ts'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../src/core/spec.ts'

/** A worker's spec with every default but what a test is about. */
export function specOf(name: string, command: Command | string, change: Partial<WorkerSpec> = {}): WorkerSpec {
  const tty = change.tty ?? false
  return {
    name,
    command: typeof command === 'string' ? { kind: 'shell', line: command } : command,
    cwd: '/tmp',
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' },
    declaredEnv: {},
    kind: 'service',
    tty,
    size: defaultSize,
    stdin: 'pipe',
    streams: 'apart',
    start: 'auto',
    stop: { ...defaultStop(tty), graceMs: 2_000 },
    restart: defaultRestart,
    success: [0],
    ...standsAlone,
    ...change,
  }
}
