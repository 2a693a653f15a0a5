import type { Actor } from './actor.ts'

/** What a run can be limited in. */
export type LimitName = 'time' | 'idle' | 'memory' | 'cpu' | 'output' | 'processes'

/** How the operating system says that a process ended. */
export type Exit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }

/** Why skep is ending a run; at the exit it becomes the outcome. */
export type Cause =
  | { readonly kind: 'stopped'; readonly by: Actor; readonly reason: string | undefined }
  | { readonly kind: 'cancelled'; readonly by: Actor; readonly reason: string | undefined }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'idle-timed-out' }
  | { readonly kind: 'limit-exceeded'; readonly limit: LimitName }

/** How a run ended: exactly one per run, and the first one wins. */
export type Outcome =
  | Exit
  | { readonly kind: 'spawn-failed'; readonly errno: string; readonly message: string }
  | (Cause & { readonly exit: Exit | undefined })
  | { readonly kind: 'lost'; readonly reason: string }
  | Reported

/** How a run without a process ended: it says so itself. */
export type Reported =
  | { readonly kind: 'completed'; readonly result: string | undefined }
  | { readonly kind: 'failed'; readonly error: string }

/** The word for an ended run that people and programs see. */
export type EndedStatus = 'completed' | 'failed' | 'stopped' | 'cancelled' | 'timed-out' | 'killed' | 'lost'

/** The shown word of an outcome; `success` lists the exit codes that count as completed besides 0. */
export function statusOf(outcome: Outcome, success: readonly number[]): EndedStatus {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code === 0 || success.includes(outcome.code) ? 'completed' : 'failed'
    case 'signalled':
    case 'limit-exceeded':
      return 'killed'
    case 'spawn-failed':
      return 'failed'
    case 'idle-timed-out':
      return 'timed-out'
    default:
      return outcome.kind
  }
}

/** The exit code that `skep run` returns for an outcome: the command's own, 128+n for a signal, 124–127 are ours. */
export function exitCodeOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'exited':
    case 'signalled':
      return codeOfExit(outcome)
    case 'spawn-failed':
      return codeOfSpawnFailure(outcome.errno)
    case 'timed-out':
    case 'idle-timed-out':
      return 124
    case 'limit-exceeded':
      return 137
    case 'lost':
      return 125
    case 'completed':
      return 0
    case 'failed':
      return 1
    default:
      return outcome.exit ? codeOfExit(outcome.exit) : 128 + 15
  }
}

function codeOfExit(exit: Exit): number {
  return exit.kind === 'exited' ? exit.code : 128 + signalNumber(exit.signal)
}

function codeOfSpawnFailure(errno: string): number {
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return 127
  return errno === 'EACCES' || errno === 'ENOEXEC' || errno === 'EISDIR' ? 126 : 125
}

/** The outcome in words, as a person reads it. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `exit ${outcome.code}`
    case 'signalled':
      return `killed by ${outcome.signal}`
    case 'spawn-failed':
      return `could not start: ${outcome.message}`
    case 'stopped':
    case 'cancelled':
      return `${outcome.kind} by ${outcome.by}${outcome.reason ? `: ${outcome.reason}` : ''}`
    case 'timed-out':
      return 'over its time limit'
    case 'idle-timed-out':
      return 'silent over its idle limit'
    case 'limit-exceeded':
      return `over its ${outcome.limit} limit`
    case 'lost':
      return `lost: ${outcome.reason}`
    case 'completed':
      return 'completed'
    case 'failed':
      return `failed: ${outcome.error}`
  }
}

/** Numbers, as Linux has them on common machines, of the signals that end a process; macOS differs for USR1 and the like. */
const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGIOT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGIO: 29,
  SIGPOLL: 29,
  SIGPWR: 30,
  SIGSYS: 31,
}

function signalNumber(signal: string): number {
  return signalNumbers[signal] ?? 0
}
