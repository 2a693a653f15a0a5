import { exitCodeOf } from '../../core/outcome.ts'
import type { RunRecord } from '../../core/record.ts'
import { type CastFacts, type CastVersion, renderCast } from '../../log/export/cast.ts'
import { toMoments } from '../../log/export/moments.ts'
import { readStretches } from '../../log/export/pages.ts'
import type { Client } from '../client.ts'
import { readTranscript } from '../conversation.ts'
import { findSubject, type Subject } from './subject.ts'

/** A run as an asciicast, line by line. */
export async function* exportCast(client: Client, run: RunRecord, version: CastVersion): AsyncGenerator<string> {
  const facts = toFacts(await findSubject(client, run))
  const output = client.output(run.id)
  const { end } = await output.bounds()
  yield* renderCast(version, facts, toMoments(readStretches(output, end), readTranscript(client, run.id)))
}

function toFacts({ run, spec }: Subject): CastFacts {
  const { state, tty, command, startedAtMs, queuedAtMs, endedAtMs } = run
  return {
    size: spec.size,
    tty,
    startMs: startedAtMs ?? queuedAtMs,
    command,
    title: spec.name,
    term: spec.env['TERM'] ?? (tty ? 'xterm-256color' : undefined),
    shell: spec.env['SHELL'],
    end:
      state.status === 'ended'
        ? { timeMs: endedAtMs ?? state.sinceMs, exitCode: exitCodeOf(state.outcome) }
        : undefined,
  }
}
