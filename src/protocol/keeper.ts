import type { Actor } from '../core/actor.ts'
import type { RunId } from '../core/id.ts'
import type {
  Acknowledged,
  InputOrder,
  Keeper,
  KeeperFact,
  KeptRun,
  NumberedFact,
  RunOrder,
  Spawned,
  SpawnOrder,
  StopOrder,
} from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import type { TreeProcess, Usage } from '../core/usage.ts'
import type { Verdict } from '../core/verdict.ts'
import type { ProtocolVersion } from './version.ts'

/** A keeper's answer to a daemon that has just come. */
export type KeeperHello = { readonly version: string; readonly protocol: ProtocolVersion; readonly pid: number }

/** Who may open a channel to a run, once and soon. */
export type ChannelGrant = {
  readonly token: string
  readonly run: RunId
  readonly actor: Actor
  readonly source: InputOrder['source']
  /** Looks on only. */
  readonly readOnly: boolean
  /** The end of what comes through the channel is the end of the run's input. */
  readonly endsInput: boolean
}

/** What a viewer sends first over a channel, as a line of JSON; bytes follow, both ways. */
export type ChannelHello = {
  readonly token: string
  /** The cursor from which output is wanted; none of it when not said. */
  readonly from?: number
  /** How large the viewer is; the run's terminal follows who typed or came last. */
  readonly size?: Size
}

/** What a daemon asks a keeper, in JSON: bytes are base64. */
export type KeeperCalls = {
  readonly hello: { readonly params: { readonly protocol: ProtocolVersion }; readonly result: KeeperHello }
  readonly spawn: { readonly params: SpawnOrder; readonly result: Spawned }
  readonly write: {
    readonly params: Omit<InputOrder, 'bytes'> & { readonly base64: string }
    readonly result: Acknowledged
  }
  readonly 'close-input': { readonly params: RunOrder; readonly result: Acknowledged }
  readonly resize: { readonly params: RunOrder & { readonly size: Size }; readonly result: Acknowledged }
  readonly signal: { readonly params: RunOrder & { readonly signal: string }; readonly result: Acknowledged }
  readonly pause: { readonly params: RunOrder; readonly result: Acknowledged }
  readonly resume: { readonly params: RunOrder; readonly result: Acknowledged }
  readonly stop: { readonly params: StopOrder; readonly result: Verdict }
  readonly hurry: { readonly params: { readonly run: RunId }; readonly result: null }
  readonly usage: {
    readonly params: { readonly runs: readonly RunId[] }
    readonly result: ReadonlyArray<readonly [RunId, Usage]>
  }
  readonly tree: { readonly params: { readonly run: RunId }; readonly result: readonly TreeProcess[] }
  readonly runs: { readonly params: Record<string, never>; readonly result: readonly KeptRun[] }
  readonly facts: {
    readonly params: { readonly run: RunId; readonly after: number }
    readonly result: readonly NumberedFact[]
  }
  /** A viewer has another size now. */
  readonly 'channel-size': { readonly params: { readonly token: string; readonly size: Size }; readonly result: null }
  readonly grant: { readonly params: ChannelGrant; readonly result: null }
  /** Ends everything that runs, and the keeper. */
  readonly close: { readonly params: Record<string, never>; readonly result: null }
  /** Ends the keeper unless something runs. */
  readonly leave: { readonly params: Record<string, never>; readonly result: null }
}

export type KeeperCall = keyof KeeperCalls

/** One handler for every call: a missing one is a type error. */
export type KeeperHandlers = {
  readonly [Name in KeeperCall]: (params: KeeperCalls[Name]['params']) => Promise<KeeperCalls[Name]['result']>
}

/** What a keeper tells: its facts, in the order in which they came. */
export type KeeperTold = { readonly fact: KeeperFact }

/** The most bytes in a frame of a daemon: an order to spawn has a whole environment. */
export const mostKeeperFrameBytes: number = 16 * 1024 * 1024

/** Carries out calls on a keeper in this process; what is left out is its door's. */
export type LocalCalls = Omit<KeeperHandlers, 'hello' | 'grant' | 'channel-size' | 'close' | 'leave'>

export function toCalls(keeper: Keeper): LocalCalls {
  return {
    spawn: order => keeper.spawn(order),
    write: ({ base64, ...order }) => keeper.write({ ...order, bytes: Buffer.from(base64, 'base64') }),
    'close-input': order => keeper.closeInput(order),
    resize: order => keeper.resize(order),
    signal: order => keeper.signal(order),
    pause: order => keeper.pause(order),
    resume: order => keeper.resume(order),
    stop: order => keeper.stop(order),
    async hurry(order) {
      keeper.hurry(order)
      return null
    },
    usage: async ({ runs }) => [...(await keeper.usage(runs))],
    tree: ({ run }) => keeper.tree(run),
    runs: () => keeper.runs(),
    facts: order => keeper.facts(order),
  }
}

/** A keeper behind calls: the other side of `toCalls`. */
export function fromCalls(call: CallKeeper, onFact: Keeper['onFact']): Keeper {
  return {
    spawn: order => call('spawn', order),
    write: ({ bytes, ...order }) => call('write', { ...order, base64: Buffer.from(bytes).toString('base64') }),
    closeInput: order => call('close-input', order),
    resize: order => call('resize', order),
    signal: order => call('signal', order),
    pause: order => call('pause', order),
    resume: order => call('resume', order),
    stop: order => call('stop', order),
    hurry: order => void call('hurry', order).catch(() => undefined),
    usage: async runs => new Map(await call('usage', { runs })),
    tree: run => call('tree', { run }),
    runs: () => call('runs', {}),
    facts: order => call('facts', order),
    onFact,
    close: async () => void (await call('close', {})),
  }
}

export type CallKeeper = <Name extends KeeperCall>(
  name: Name,
  params: KeeperCalls[Name]['params'],
) => Promise<KeeperCalls[Name]['result']>
