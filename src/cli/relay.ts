import type { Writable } from 'node:stream'
import type { Client, FollowOrder } from '../client/client.ts'
import { followLines } from '../client/lines.ts'
import type { RunId } from '../core/id.ts'
import { renderJsonLine, toLineDocument } from './stream-json.ts'
import { write } from './write.ts'

export type RelayOrder = Pick<FollowOrder, 'isComplete' | 'signal'> & {
  readonly stdout: Writable
  readonly stderr: Writable
}

/** Hands a run's output on as it was written, stdout to stdout and stderr to stderr, at the pace of whoever reads. */
export async function relay(client: Client, run: RunId, { stdout, stderr, ...order }: RelayOrder): Promise<void> {
  for await (const { chunks } of client.follow(run, { from: 0, ...order })) {
    for (const { stream, bytes } of chunks) await write(stream === 'stderr' ? stderr : stdout, bytes)
  }
}

/** The same for programs: an object for each line, all of them on stdout. */
export async function relayLines(client: Client, run: RunId, { stdout, ...order }: RelayOrder): Promise<void> {
  for await (const line of followLines(client, run, { from: 0, ...order }))
    await write(stdout, renderJsonLine(toLineDocument(run, line)))
}
