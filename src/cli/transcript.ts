import type { Client } from '../client/client.ts'
import { readConversation, readTranscript, type Turn } from '../client/conversation.ts'
import type { RunId } from '../core/id.ts'
import type { Given } from './command.ts'
import { toTurnDocument } from './documents/transcript.ts'
import type { Doors } from './doors.ts'
import { toJsonLine } from './json.ts'
import { withFound } from './project.ts'
import { findTargetRun, nothingKnown } from './target.ts'
import { hasColour, openPaint } from './tones.ts'
import { openTurnRenderer } from './turns.ts'
import { write } from './write.ts'

export type TranscriptOptions = { readonly output: boolean; readonly json?: true }

/** Shows the conversation with a run: what was said, by whom, and what came back. */
export async function transcript(given: Given<TranscriptOptions>, doors: Doors): Promise<number> {
  const [word = ''] = given.words
  const exitCode = await withFound(doors, 'known', async client => {
    const run = await findTargetRun(client, word)
    return showTurns(turnsOf(client, run, given.options), { run, ...given.options }, doors)
  })
  if (exitCode === undefined) throw nothingKnown(word)
  return exitCode
}

async function* turnsOf(client: Client, run: RunId, { output }: TranscriptOptions): AsyncGenerator<Turn> {
  if (output) yield* readConversation(client, run)
  else for await (const entry of readTranscript(client, run)) yield { kind: 'said', entry }
}

type Showing = TranscriptOptions & { readonly run: RunId }

async function showTurns(turns: AsyncIterable<Turn>, { run, json }: Showing, doors: Doors): Promise<number> {
  const { stdout } = doors
  const render = openTurnRenderer({ run, paint: openPaint(doors), colour: hasColour(doors), nowMs: Date.now() })
  for await (const turn of turns) {
    if (stdout.destroyed) break
    await write(stdout, json ? toJsonLine(toTurnDocument(turn)) : render(turn))
  }
  return 0
}
