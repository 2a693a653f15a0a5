import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunId, WorkerId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import type { Clocks } from '../core/uptime.ts'
import type { Draft } from './draft.ts'
import { type Layout, layOut } from './layout.ts'
import type { Notice } from './notice.ts'
import type { AddForm } from './panels/form/state.ts'
import type { Leaving } from './panels/leaving/state.ts'
import type { Menu } from './panels/menu/state.ts'
import { emptyPaneMemory, type PaneMemory } from './panels/pane/state.ts'
import type { Prompt } from './panels/prompt/state.ts'
import type { Question } from './panels/question/state.ts'
import { emptyWorkersMemory, type WorkersMemory } from './panels/workers/state.ts'
import type { ThemeName } from './theme.ts'

/** What the person is doing: it says whose keys are pressed. */
export type Mode =
  | { readonly kind: 'browsing' }
  | { readonly kind: 'attached'; readonly run: RunId; readonly worker: WorkerId }
  | { readonly kind: 'typing'; readonly worker: WorkerId; readonly draft: Draft }
  | { readonly kind: 'filtering'; readonly draft: Draft; readonly before: string }
  | { readonly kind: 'searching'; readonly draft: Draft; readonly before: string }
  | { readonly kind: 'asking'; readonly question: Question }
  | { readonly kind: 'prompting'; readonly prompt: Prompt }
  | { readonly kind: 'adding'; readonly form: AddForm }
  | { readonly kind: 'choosing'; readonly menu: Menu }
  | { readonly kind: 'helping'; readonly top: number }
  | { readonly kind: 'leaving'; readonly leaving: Leaving }

/** What the screen remembers beside what it shows of the runtime. */
export type ScreenState = {
  readonly size: Size
  /** The present as it is shown: it moves once a second. */
  readonly clocks: Clocks
  readonly theme: ThemeName
  /** The key that leaves an attached terminal. */
  readonly leaveKey: string
  readonly focus: 'list' | 'pane'
  readonly zoomed: boolean
  readonly mode: Mode
  readonly workers: WorkersMemory
  readonly pane: PaneMemory
  /** What was said to the person, the newest last; the toast is the newest while it is fresh. */
  readonly notices: readonly Notice[]
  readonly toast: number | undefined
}

export type ScreenStore = StoreApi<ScreenState>

/** How the screen begins. */
export type Beginning = Pick<ScreenState, 'size' | 'clocks' | 'theme' | 'leaveKey'>

/** Opens the memory of a screen. */
export function createScreenStore(beginning: Beginning): ScreenStore {
  return createStore<ScreenState>(() => ({
    ...beginning,
    focus: 'list',
    zoomed: false,
    mode: { kind: 'browsing' },
    workers: emptyWorkersMemory,
    pane: emptyPaneMemory,
    notices: [],
    toast: undefined,
  }))
}

/** Where everything is now. */
export function layoutOf({ size, focus, zoomed, mode }: ScreenState): Layout {
  return layOut(size, { focus: needsPane(mode) ? 'pane' : focus, zoomed })
}

/** Whether what the person is doing is seen in the pane: then it is there, also where only one panel has room. */
function needsPane({ kind }: Mode): boolean {
  return kind === 'attached' || kind === 'typing' || kind === 'searching'
}
