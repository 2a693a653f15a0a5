import type { Keeper } from '../core/keeper.ts'
import type { Picture } from '../core/picture.ts'
import type { RecordStore } from '../disk/store.ts'
import type { Journal } from './journal.ts'
import type { Transcripts } from './transcripts.ts'

/** What the runtime takes from the world around it. */
export type World = {
  /** Wall time in ms. */
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** The folder of all runs: one folder each, by id. */
  readonly runsFolder: string
  /** Names of programs that a kill lets live when they left the session of their run. */
  readonly spare: readonly string[]
}

/** What every part of the runtime works with. */
export type Parts = {
  readonly picture: Picture
  readonly journal: Journal
  readonly transcripts: Transcripts
  readonly keeper: Keeper
  readonly store: RecordStore
  readonly world: World
}
