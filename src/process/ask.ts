import { toArgv } from '../core/command.ts'
import { Fault } from '../core/fault.ts'
import { keyBytes } from '../core/keys.ts'
import type { StopAction } from '../core/spec.ts'
import { isSame } from './identity.ts'
import type { InputWriter } from './input.ts'
import { launch } from './launch.ts'
import type { Ledger } from './ledger.ts'
import { parseSignal, sendTo } from './signal.ts'
import type { StopRequest } from './stop-request.ts'
import type { Member } from './tree.ts'

/** Carries out the stop action on what was found of a run, and notes whom it reached. */
export async function askToStop(found: readonly Member[], request: StopRequest, ledger: Ledger): Promise<void> {
  await act(chooseAction(found, request), { found, request, ledger })
}

// What a run left behind when its own process ended reads no keys.
function chooseAction(found: readonly Member[], { policy, root }: StopRequest): StopAction {
  const isRootThere = found.some(({ row }) => isSame(row, root))
  return policy.action.kind === 'keys' && !isRootThere ? termination : policy.action
}

const termination: StopAction = { kind: 'signals', signals: ['SIGTERM'] }

type Asking = { readonly found: readonly Member[]; readonly request: StopRequest; readonly ledger: Ledger }

async function act(action: StopAction, asking: Asking): Promise<void> {
  if (action.kind === 'signals') return await signalAll(action.signals, asking)
  if (action.kind === 'command') return await runCommand(action, asking)
  await typeKeys(action.keys, asking.request.input)
  asking.ledger.noteAllAsked()
}

async function signalAll(names: readonly string[], { found, request, ledger }: Asking): Promise<void> {
  const signals = names.map(parseSignal)
  for (const signal of signals) ledger.noteAsked(await sendTo(found, request.root, signal))
}

/** Types keys by their names; what names no key is typed as it is. */
async function typeKeys(keys: readonly string[], input: InputWriter | undefined): Promise<void> {
  for (const key of keys) {
    const bytes = keyBytes(key, { applicationCursor: false }) ?? Buffer.from(key)
    // A program that does not read, or has closed its input, is left to the grace.
    await input?.write(bytes).catch(ignoreFault)
  }
}

function ignoreFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error
}

async function runCommand({ command }: Extract<StopAction, { kind: 'command' }>, asking: Asking): Promise<void> {
  const { run, place } = asking.request
  const { cwd, env } = place
  const order = { run, argv: toArgv(command), cwd, env, terminal: undefined, stdin: 'none', streams: 'merged' } as const
  const launched = await launch(order, { output: () => undefined, exited: () => undefined, drained: () => undefined })
  // Without its command a run is asked as any other is.
  if (!launched.ok) return await signalAll(['SIGTERM'], asking)
  asking.ledger.noteOwn(launched.child.process)
  asking.ledger.noteAllAsked()
}
