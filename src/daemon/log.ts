import { renameSync, statSync, writeFileSync } from 'node:fs'
import { pino } from 'pino'

/** What the daemon says of itself, for whoever looks for the reason of something. */
export type DaemonLog = {
  info(message: string, facts?: object): void
  warn(message: string, facts?: object): void
  error(message: string, problem: unknown): void
}

/** What fits in an editor; one older file is kept. */
const mostBytes = 1024 * 1024

/** Opens the log in a file that is moved aside when it has grown: written at once, so that nothing is lost in a crash. */
export function openLog(file: string): DaemonLog {
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, rotating(file))
  return {
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, problem) => logger.error({ problem: describe(problem) }, message),
  }
}

function rotating(file: string): { write(line: string): void } {
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return {
    write(line) {
      if (size > mostBytes) {
        rename(file)
        size = 0
      }
      size += line.length
      append(file, line)
    },
  }
}

// A disk that is full, or a folder that is gone, is no reason to fall: what runs is more than what is said of it.
function rename(file: string): void {
  try {
    renameSync(file, `${file}.1`)
  } catch {}
}

function append(file: string, line: string): void {
  try {
    writeFileSync(file, line, { flag: 'a', mode: 0o600 })
  } catch {}
}

function describe(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
}
