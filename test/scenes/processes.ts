import { readdirSync, readFileSync } from 'node:fs'

/** The variable whose value marks every process that comes from a scene. It goes down to children unless they drop it. */
export const markName = 'SCENE_MARK'

export type LivingProcess = { readonly pid: number; readonly command: string }

/** Every process that lives (a zombie does not) and has the mark in the environment it was started with. */
export function findMarked(mark: string): LivingProcess[] {
  return (
    allPids()
      .filter(pid => hasMark(pid, mark))
      .map(pid => ({ pid, command: commandOf(pid) }))
      // One that has ended between the looks has no command line any more.
      .filter(({ command }) => command !== '')
  )
}

/** Ends whatever has the mark: so that a scene that failed leaves nothing to the next one. */
export function killMarked(mark: string): void {
  for (const { pid } of findMarked(mark)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // When it has ended meanwhile there is nothing to kill.
    }
  }
}

/** Whether a process of that id lives. */
export function isAlive(pid: number): boolean {
  const [, state] = /\) (\S)/.exec(read(`/proc/${pid}/stat`)) ?? []
  return state !== undefined && state !== 'Z' && state !== 'X'
}

function allPids(): number[] {
  return readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []))
}

function hasMark(pid: number, mark: string): boolean {
  return read(`/proc/${pid}/environ`).split('\0').includes(`${markName}=${mark}`) && isAlive(pid)
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim()
}

// A process may end, or belong to somebody else, between one look and the next.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
