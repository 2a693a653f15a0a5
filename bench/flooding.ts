import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const line = `${'skep '.repeat(15)}flood`.slice(0, 79)

/** A program that prints so many MiB of 80-column lines; it leaves a file behind where it began and one where it ended. */
export type Flood = {
  readonly argv: readonly [string, ...string[]]
  /** As it arrives through a pipe, and through a terminal, which adds a byte to every line. */
  readonly pipeBytes: number
  readonly ttyBytes: number
  beganMs(): number
  endedMs(): number | undefined
  /** The line that it ends with the next time: another one each time, since the last one may still be seen. */
  readonly lastLine: string
  /** Before it is started, each time. */
  forget(): void
}

export function writeFlood(folder: string, name: string, mebibytes: number): Flood {
  const lines = Math.floor((mebibytes * 1024 ** 2) / 80)
  const [script = '', began = '', ended = ''] = ['sh', 'began', 'ended'].map(kind => join(folder, `${name}.${kind}`))
  let time = 100
  const toLastLine = (): string => `flood ${time} is over`
  const flood = `yes '${line}' | head -n ${lines}`
  const write = (): void => writeFileSync(script, `: > '${began}'\n${flood}\necho '${toLastLine()}'\n: > '${ended}'\n`)
  write()
  const pipeBytes = lines * 80 + toLastLine().length + 1
  return {
    argv: ['/bin/sh', script],
    pipeBytes,
    ttyBytes: pipeBytes + lines + 1,
    beganMs: () => statSync(began).mtimeMs,
    endedMs: () => statSync(ended, { throwIfNoEntry: false })?.mtimeMs,
    get lastLine() {
      return toLastLine()
    },
    forget() {
      time += 1
      write()
      for (const file of [began, ended]) rmSync(file, { force: true })
    },
  }
}

/** The clock of the files. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
