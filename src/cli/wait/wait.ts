import type { Client } from '../../client/client.ts'
import type { WaitAnswer } from '../../client/wait/answer.ts'
import type { WaitOrder } from '../../client/wait/order.ts'
import { wait as waitFor } from '../../client/wait/wait.ts'
import type { Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { onInterrupts } from '../interrupts.ts'
import { writeJson } from '../json.ts'
import { withFound } from '../project.ts'
import { toAnswerDocument } from './document.ts'
import { readOptions, type WaitOptions } from './options.ts'
import { renderAnswer } from './render.ts'
import { findTargets, nothingKnown } from './targets.ts'

/** Waits until what is asked for is so, and says which; the exit code says whether it came to that. */
export async function wait({ words, options }: Given<WaitOptions>, doors: Doors): Promise<number> {
  const order = readOptions(options)
  const exitCode = await withFound(doors, 'known', async client => {
    const targets = await findTargets(client, words)
    return waitAndSay(client, { ...order, targets }, { json: options.json === true, doors })
  })
  if (exitCode === undefined) throw nothingKnown(words)
  return exitCode
}

type Saying = { readonly json: boolean; readonly doors: Doors }

async function waitAndSay(client: Client, order: WaitOrder, { json, doors }: Saying): Promise<number> {
  const stopping = new AbortController()
  let interrupted: number | undefined
  const stopWith = (exitCode: number): void => {
    interrupted ??= exitCode
    stopping.abort()
  }
  const endInterrupts = onInterrupts(doors, {
    interrupt: () => stopWith(130),
    insist: () => stopWith(130),
    terminate: signal => stopWith(signal === 'SIGTERM' ? 143 : 129),
  })
  try {
    const answer = await waitFor(client, order, { signal: stopping.signal })
    if (json) writeJson(doors, toAnswerDocument(answer, order))
    else if (answer.kind === 'met') doors.stdout.write(renderAnswer(answer, order))
    else doors.stderr.write(renderAnswer(answer, order))
    return exitCodes[answer.kind]
  } catch (problem) {
    if (interrupted === undefined) throw problem
    return interrupted
  } finally {
    endInterrupts()
  }
}

const exitCodes: Readonly<Record<WaitAnswer['kind'], number>> = { met: 0, 'timed-out': 10, ended: 11, 'failed-on': 12 }
