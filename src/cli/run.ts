import type { Client } from '../client/client.ts'
import { watchEndings } from '../client/endings.ts'
import type { Command } from '../core/command.ts'
import { Fault } from '../core/fault.ts'
import type { WorkerId } from '../core/id.ts'
import { describeOutcome, exitCodeOf, type Outcome } from '../core/outcome.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { onInterrupts } from './interrupts.ts'
import { openFolder } from './project.ts'
import { relay } from './relay.ts'
import { forwardInput } from './run-input.ts'
import { type RunOrder, toRunSpec } from './run-spec.ts'
import { renderStopped } from './verdicts.ts'

/** A dead reader of our output ends the run, as it would without us; the code is that of a program killed by SIGPIPE. */
const brokenPipeCode = 141

/** Runs one command in the foreground: its output streamed, our stdin forwarded, its exit code answered. */
export async function run({ words, options }: Given<RunOptions>, doors: Doors): Promise<number> {
  const order = toRunOrder(words, options)
  if (order.tty && !doors.stdin.isTTY) {
    const hint = 'leave --tty out, or run it at a terminal'
    throw new Fault({ code: 'usage', message: '--tty forwards a terminal, and stdin is none', hint })
  }
  const opened = await openFolder(doors)
  try {
    return await runIn(opened.client, toRunSpec(order, doors), doors)
  } finally {
    await opened.close()
  }
}

export type RunOptions = {
  readonly name?: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly tty?: true
  readonly shell?: true
  readonly stdin: 'none' | 'pipe'
}

function toRunOrder(words: readonly string[], { name, cwd, env, stdin, tty, shell }: RunOptions): RunOrder {
  return { command: toCommand(words, shell === true), name, cwd, env, tty: tty === true, stdin }
}

function toCommand([first, ...rest]: readonly string[], shell: boolean): Command {
  if (first === undefined || first.trim() === '') {
    const hint = 'say what to run: skep run -- COMMAND'
    throw new Fault({ code: 'usage', message: 'the command is blank', hint })
  }
  return shell ? { kind: 'shell', line: [first, ...rest].join(' ') } : { kind: 'argv', argv: [first, ...rest] }
}

async function runIn(client: Client, spec: WorkerSpec, doors: Doors): Promise<number> {
  const endings = watchEndings(client)
  const { acknowledged, run: id } = await client.ask('add', { spec, taken: 'number', start: true })
  if (!id) throw new Error('a worker was started and has no run')
  const worker = acknowledged.ref.workerId
  const isBroken = watchBrokenPipe(client, worker, doors)
  const endInterrupts = watchInterrupts(client, worker, doors)
  const endInput = await forwardInput(client, { run: id, spec }, doors)
  const isComplete = (): boolean => endings.outcomeOf(id) !== undefined
  const { stdout, stderr } = doors
  const output = relay(client, id, { isComplete, stdout, stderr })
  // Whatever becomes of the output, our terminal is given back.
  const [outcome] = await Promise.all([endings.ended(id), output]).finally(endInput)
  const { stopped } = await client.ask('down', { reason: 'skep run is over' })
  endInterrupts()
  endings.close()
  stderr.write(sayOutcome(outcome) + renderStopped(stopped))
  return isBroken() ? brokenPipeCode : exitCodeOf(outcome)
}

function watchInterrupts(client: Client, worker: WorkerId, doors: Doors): () => void {
  const workers = [worker]
  // A signal that comes when the run has just ended has nothing left to do.
  const ignore = (): void => undefined
  return onInterrupts(doors, {
    interrupt: () => void client.ask('signal', { workers, signal: 'INT' }).catch(ignore),
    insist: () => void client.ask('kill', { workers, reason: 'Ctrl-C twice' }).catch(ignore),
    terminate: signal => void client.ask('stop', { workers, reason: `skep run got ${signal}` }).catch(ignore),
  })
}

function watchBrokenPipe(client: Client, worker: WorkerId, { stdout, stderr }: Doors): () => boolean {
  let isBroken = false
  const stop = (): void => {
    isBroken = true
    void client.ask('stop', { workers: [worker], reason: 'nobody reads its output any more' }).catch(() => undefined)
  }
  for (const stream of [stdout, stderr]) stream.on('error', stop)
  return () => isBroken
}

/** What the exit code alone does not say. */
function sayOutcome(outcome: Outcome): string {
  return outcome.kind === 'exited' || outcome.kind === 'signalled' ? '' : `skep: ${describeOutcome(outcome)}\n`
}
