import type { Decision, Hit } from './answer.ts'
import type { Condition } from './condition.ts'
import type { WaitOrder, WaitTarget } from './order.ts'

/** One condition of one target. */
export type Wish = {
  readonly target: WaitTarget
  readonly condition: Condition
  readonly hit: Hit | undefined
  /** Says what is there instead. */
  readonly explain: (() => Promise<string>) | undefined
}

type Kept = { -readonly [Key in keyof Wish]: Wish[Key] }

/** How a target ended for which nothing more will come. */
export type Over = Extract<Decision, { kind: 'ended' }>

/** Decides a wait from what is seen; the first decision stands. */
export type Court = {
  readonly decided: Promise<Decision>
  /** What is still waited for of a target. */
  open(target: WaitTarget): readonly Wish[]
  explain(wish: Wish, how: () => Promise<string>): void
  met(wish: Wish, hit: Hit): void
  failed(failure: Extract<Decision, { kind: 'failed-on' }>): void
  /** The next run has to be all that again; what happened has happened. */
  renew(target: WaitTarget): void
  over(target: WaitTarget, how: Over): void
}

/** Opens the court over every condition of every target. */
export function openCourt({ targets, conditions, mode }: Pick<WaitOrder, 'targets' | 'conditions' | 'mode'>): Court {
  const { promise, resolve } = Promise.withResolvers<Decision>()
  const wishes = targets.flatMap(target => conditions.map(condition => toWish(target, condition)))
  const lost = new Set<WaitTarget>()

  const openOf = (target: WaitTarget): readonly Kept[] => wishes.filter(wish => wish.target === target && !wish.hit)
  const find = (wanted: Wish): Kept | undefined => wishes.find(wish => wish === wanted)

  return {
    decided: promise,
    open: openOf,
    explain(wish, how) {
      const kept = find(wish)
      if (kept) kept.explain = how
    },
    met(wish, hit) {
      const kept = find(wish)
      if (!kept || kept.hit) return
      kept.hit = hit
      const hits = wishes.map(one => one.hit).filter(one => one !== undefined)
      if (mode === 'any' || hits.length === wishes.length) resolve({ kind: 'met', hit, hits })
    },
    failed: resolve,
    renew(target) {
      for (const wish of wishes) if (wish.target === target && isState(wish.condition)) wish.hit = undefined
    },
    over(target, how) {
      if (openOf(target).length === 0) return
      lost.add(target)
      if (mode === 'all' || lost.size === targets.length) resolve(how)
    },
  }
}

function toWish(target: WaitTarget, condition: Condition): Kept {
  return { target, condition, hit: undefined, explain: undefined }
}

function isState({ kind }: Condition): boolean {
  return kind !== 'exit' && kind !== 'match'
}
