import { setTimeout as wait } from 'node:timers/promises'
import { longestGraceMs } from '../core/spec.ts'
import type { Verdict } from '../core/verdict.ts'
import { askToStop } from './ask.ts'
import type { Census } from './census.ts'
import { deliver, deliverToGroup, findAlive } from './deliver.ts'
import { freeze } from './freeze.ts'
import { Ledger } from './ledger.ts'
import { listeningPorts } from './ports.ts'
import { sendTo } from './signal.ts'
import { divide } from './spared.ts'
import type { StopRequest } from './stop-request.ts'
import type { Member } from './tree.ts'

export type Stopping = {
  /** What became of everything that belongs to the run; told when it has been looked for once more. */
  readonly verdict: Promise<Verdict>
  /** Makes the grace end now. */
  hurry(): void
}

/**
 * Ends a run with everything that belongs to it, also what it left behind after its end: the stop action, the grace as
 * long as anybody needs it, the kill of who is left, and a last look.
 */
export function stopTree(census: Census, request: StopRequest): Stopping {
  const hurried = new AbortController()
  const stop = new Stop(census, request, hurried.signal)
  return { verdict: stop.climb(), hurry: () => hurried.abort() }
}

// How soon it is seen that everybody is gone: at first at once, then at a price that does not count.
const firstPauseMs = 5
const longestPauseMs = 100
// Who detaches itself during the grace is to be known before its parent is gone.
const lookEveryMs = 1_000
// A process that was sent a SIGKILL and can end has ended by then, on a machine that is busy too.
const verifyMs = 2_000
// Each goes over what came to light after the last one.
const mostKills = 5

class Stop {
  readonly #census: Census
  readonly #request: StopRequest
  readonly #hurried: AbortSignal
  readonly #ledger = new Ledger()

  constructor(census: Census, request: StopRequest, hurried: AbortSignal) {
    this.#census = census
    this.#request = request
    this.#hurried = hurried
  }

  async climb(): Promise<Verdict> {
    const startedMs = performance.now()
    const { run, policy } = this.#request
    const found = await this.#look()
    // Without a grace nobody could obey.
    if (found.length > 0 && policy.graceMs > 0 && !this.#hurried.aborted) {
      await askToStop(found, this.#request, this.#ledger)
      await this.#waitUntilGone(Math.min(longestGraceMs, policy.graceMs), this.#hurried)
    }
    await this.#killUntilGone()
    const ledger = this.#ledger
    const survivors = ledger.survivors(await listeningPorts(ledger.living().map(({ pid }) => pid)))
    const spared = ledger.spared()
    if (survivors.length === 0 && spared.length === 0) this.#census.forget(run)
    return { run, tookMs: performance.now() - startedMs, ended: ledger.ended(), survivors, spared }
  }

  async #killUntilGone(): Promise<void> {
    for (let kills = 0; kills < mostKills; kills += 1) {
      const isOver = await this.#isNobodyThere()
      await this.#seeWhoLives()
      if (isOver || (kills > 0 && this.#ledger.isExhausted())) return
      await this.#kill()
      await this.#waitUntilGone(verifyMs, undefined)
    }
  }

  async #kill(): Promise<void> {
    const { root } = this.#request
    const stopped = await freeze(
      () => this.#look(),
      fresh => sendTo(fresh, root, 'SIGSTOP'),
    )
    const frozen = stopped.map(({ row }) => row)
    const inGroup = frozen.filter(row => row.group === root.pid)
    const isGroupSent = await deliverToGroup(root.pid, inGroup, 'SIGKILL')
    const answers = new Map(await deliver(frozen, 'SIGKILL'))
    // Who is gone a moment after the group was killed was killed with it.
    for (const { pid } of isGroupSent ? inGroup : []) if (answers.get(pid) === 'gone') answers.set(pid, 'sent')
    this.#ledger.noteKilled(answers)
  }

  // As soon as nobody is there it looks for who may have come since, and ends only when that finds nobody.
  async #waitUntilGone(longestMs: number, ended: AbortSignal | undefined): Promise<void> {
    const startedMs = performance.now()
    let lookAtMs = startedMs + lookEveryMs
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      await this.#seeWhoLives()
      if (this.#ledger.living().length === 0 && (await this.#isNobodyThere())) return
      const leftMs = startedMs + longestMs - performance.now()
      if (leftMs <= 0 || ended?.aborted || (this.#ledger.isRefused() && !ended)) return
      if (ended) await this.#wake()
      if (performance.now() >= lookAtMs) {
        await this.#look()
        lookAtMs = performance.now() + lookEveryMs
      }
      await wait(Math.min(pauseMs, leftMs), undefined, { ...(ended && { signal: ended }) }).catch(() => undefined)
    }
  }

  // Who is stopped (paused, or on its own) acts on nothing else before it goes on.
  async #wake(): Promise<void> {
    await deliver(
      this.#ledger.living().filter(({ state }) => state === 'T'),
      'SIGCONT',
    )
  }

  // One pass may miss who is forked while it looks.
  async #isNobodyThere(): Promise<boolean> {
    return (await this.#look()).length === 0 && (await this.#look()).length === 0
  }

  async #look(): Promise<readonly Member[]> {
    const { policy, spare, run, root } = this.#request
    // When it had left nothing it may have been forgotten, also while we look.
    if (!this.#census.isWatched(run)) this.#census.watch(run, root)
    const found = await this.#census.find(run)
    const divided = divide(found, { scope: policy.scope, spare })
    this.#ledger.note(divided, found.members)
    return divided.doomed
  }

  async #seeWhoLives(): Promise<void> {
    this.#ledger.noteAlive(await findAlive(this.#ledger.living()))
  }
}
