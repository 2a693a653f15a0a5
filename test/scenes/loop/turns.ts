import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { tmpDir } from '../../tmp.ts'

/** The turns of the loops of a daemon and its keeper that took a while. */
export type Turns = {
  /** What a daemon is given in its environment so that it and its keeper are measured. */
  readonly env: Readonly<Record<string, string>>
  /** What the longest since a moment took, in ms of the processor's time. */
  longestSince(timeMs: number): Record<Role, number>
}

export type Role = 'daemon' | 'keeper'

type Turn = { readonly atMs: number; readonly tookMs: number }

/** Opens the turns of whoever is started with this environment. */
export function openTurns(): Turns {
  const folder = tmpDir()
  const meter = pathToFileURL(join(import.meta.dirname, 'meter.ts')).href

  function longest(role: Role, timeMs: number): number {
    const names = readdirSync(folder).filter(name => name.startsWith(role))
    const turns = names.flatMap(name => readTurns(join(folder, name)))
    return Math.max(0, ...turns.filter(({ atMs }) => atMs >= timeMs).map(({ tookMs }) => tookMs))
  }

  return {
    env: { SCENE_TURNS: folder, NODE_OPTIONS: `--import=${meter}` },
    longestSince: timeMs => ({ daemon: longest('daemon', timeMs), keeper: longest('keeper', timeMs) }),
  }
}

function readTurns(path: string): readonly Turn[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map(line => JSON.parse(line))
}
