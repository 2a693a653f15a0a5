import type { RunId, RuntimeId, WorkerRef } from '../core/id.ts'
import { describeOutcome, type EndedStatus, exitCodeOf, type Outcome, statusOf } from '../core/outcome.ts'
import type { RunRecord } from '../core/record.ts'
import { type Json, longestErrorBytes, shapeOutput, tailStart } from '../core/result.ts'
import type { OutputChunk } from './output.ts'
import { openTail, type Tail } from './tail.ts'
import { toRunStatus } from './view.ts'

/** How a run ended and what it wrote. Times are wall times in ms since 1970. */
export type RunResult = {
  readonly run: RunId
  readonly ref: WorkerRef
  readonly status: EndedStatus
  readonly outcome: Outcome
  /** As `skep run` answers it: the program's own, 128 + n for signal n, 124 to 127 where skep has its say. */
  readonly exitCode: number
  /**
   * What it wrote as one value: JSON alone is itself; an object of JSON gets what came on stderr as `stderr` unless it
   * has one; other JSON becomes `{value, stderr}`; a text `{stdout}` or `{stdout, stderr}`; stderr alone `{stderr}`;
   * nothing is undefined. Of each stream the last 16 MiB are taken; what was cut is never read as JSON.
   */
  readonly output: Json | undefined
  /** How many bytes of the output are missing in `output`. */
  readonly cutBytes: number
  /** Undefined when it completed. */
  readonly error: RunError | undefined
  readonly startedAtMs: number | undefined
  readonly endedAtMs: number | undefined
  /** From its start to its end, in ms. */
  readonly elapsedMs: number
}

export type RunError = {
  /** How it ended, in a sentence. */
  readonly message: string
  /** The end of what came on stderr: at most 8 KiB, cut between characters. */
  readonly stderr: string
  /** How many bytes of stderr came before that. */
  readonly cutBytes: number
}

/** More than a result is meant for, and little enough to hold. */
const mostBytes = 16 * 1024 * 1024

export type Ended = { readonly record: RunRecord; readonly runtimeId: RuntimeId }

/** The result of a run that has ended, from its record and everything that it wrote. */
export async function toResult({ record, runtimeId }: Ended, output: AsyncIterable<OutputChunk>): Promise<RunResult> {
  const { state, success } = record
  if (state.status !== 'ended') throw new Error(`${record.id} has not ended`)
  const { outcome } = state
  const written = await collect(output)
  const status = statusOf(outcome, success)
  const { run, ref, startedAtMs, endedAtMs, elapsedMs } = toRunStatus(record, {
    runtimeId,
    clocks: { nowMs: state.sinceMs, bootedAtMs: undefined },
  })
  return {
    ...{ run, ref, status, outcome, exitCode: exitCodeOf(outcome), startedAtMs, endedAtMs, elapsedMs },
    output: toOutput(written),
    cutBytes: written.missing + written.stdout.cutBytes + written.stderr.cutBytes,
    error: status === 'completed' ? undefined : toError(outcome, written.stderr),
  }
}

type Collected = { readonly stdout: Tail; readonly stderr: Tail; readonly missing: number }

async function collect(output: AsyncIterable<OutputChunk>): Promise<Collected> {
  const [stdout, stderr] = [openTail(mostBytes), openTail(mostBytes)]
  let missing = 0
  for await (const piece of output) {
    if (piece.kind === 'gap') missing += piece.end - piece.offset
    else (piece.stream === 'stderr' ? stderr : stdout).push(piece.bytes)
  }
  return { stdout, stderr, missing }
}

function toOutput({ stdout, stderr, missing }: Collected): Json | undefined {
  const texts = { stdout: toText(stdout.bytes()), stderr: toText(stderr.bytes()) }
  if (missing + stdout.cutBytes === 0) return shapeOutput(texts)
  const kept = Object.entries(texts).filter(([, text]) => text !== '')
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

function toError(outcome: Outcome, stderr: Tail): RunError {
  const bytes = stderr.bytes()
  const start = tailStart(bytes, longestErrorBytes)
  return {
    message: describeOutcome(outcome),
    stderr: toText(bytes.subarray(start)),
    cutBytes: stderr.cutBytes + start,
  }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
