import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { Keeper } from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import { follow } from '../log/follow.ts'
import { openReader } from '../log/read.ts'
import type { ChannelGrant } from '../protocol/keeper.ts'
import type { TerminalSizes } from '../protocol/terminal-sizes.ts'

export type ChannelParts = {
  readonly keeper: Keeper
  readonly grant: ChannelGrant
  readonly sizes: TerminalSizes
  /** The folder of the run's output. */
  readonly folder: string
}

/** What the viewer wants at first. */
export type ChannelWants = { readonly from: number | undefined; readonly size: Size | undefined }

/**
 * A raw way to a run over a socket: what comes is typed, what the run writes goes out, each at the pace of whoever
 * takes it. Resolves when it is over.
 */
export async function serveChannel(socket: Socket, parts: ChannelParts, { from, size }: ChannelWants): Promise<void> {
  socket.on('error', () => undefined)
  const gone = new AbortController()
  socket.once('close', () => gone.abort())
  if (size) await parts.sizes.set(parts.grant, size)
  const taking = takeInput(socket, parts)
  // Who only types is let go of when he has typed all; who looks on, when there is no more to see.
  await (from === undefined ? taking : giveOutput(socket, parts, { from, signal: gone.signal }).catch(() => undefined))
  socket.end()
}

/** A program that does not read now may do so soon; this often it is tried again. */
const retryMs = 20

async function takeInput(socket: Socket, { keeper, grant, sizes }: ChannelParts): Promise<void> {
  const { run, actor, source, readOnly, endsInput } = grant
  try {
    for await (const bytes of socket) {
      if (readOnly) continue
      await sizes.typed(grant)
      await writeSoon(keeper, { run, actor, source, bytes, whole: false })
    }
    if (endsInput) await keeper.closeInput({ run, actor })
  } catch {
    // A run that has ended, or that reads no input any more, takes nothing for good.
    if (!readOnly) socket.end()
  }
}

async function writeSoon(keeper: Keeper, order: Parameters<Keeper['write']>[0]): Promise<void> {
  for (;;) {
    try {
      await keeper.write(order)
      return
    } catch (problem) {
      if (!(problem instanceof Fault) || problem.code !== 'input-full') throw problem
      await pause(retryMs)
    }
  }
}

async function giveOutput(
  socket: Socket,
  { keeper, grant, folder }: ChannelParts,
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
): Promise<void> {
  const { run } = grant
  let isComplete = (await keeper.runs()).find(kept => kept.run === run)?.isDrained ?? true
  const grew = (wake: () => void): (() => void) =>
    keeper.onFact(fact => {
      if (fact.run !== run) return
      if (fact.kind === 'drained') isComplete = true
      if (fact.kind === 'grew' || fact.kind === 'drained') wake()
    })
  for await (const page of follow(openReader(folder), from, { grew, isComplete: () => isComplete, signal }))
    for (const { bytes } of page.chunks) if (!socket.write(bytes)) await drained(socket, signal)
}

async function drained(socket: Socket, signal: AbortSignal): Promise<void> {
  await once(socket, 'drain', { signal }).catch(() => undefined)
}
