import type { RunId } from '../core/id.ts'
import type { Keeper } from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import type { ChannelGrant } from './keeper.ts'

/** Who looks at a terminal, and may type into it unless it only looks on. */
export type Viewer = Pick<ChannelGrant, 'token' | 'run' | 'actor' | 'readOnly'>

/** Of several viewers of different sizes, the terminal is as large as the one who typed or came last. */
export type TerminalSizes = {
  /** A viewer has come, or has another size now. */
  set(viewer: Viewer, size: Size): Promise<void>
  /** A viewer is about to type. */
  typed(viewer: Viewer): Promise<void>
  forget(viewer: Viewer): void
}

/** Opens the sizes of a keeper's terminals. */
export function openTerminalSizes(keeper: Pick<Keeper, 'resize'>): TerminalSizes {
  const sizes = new Map<string, Size>()
  const leaders = new Map<RunId, string>()

  async function lead({ token, run, actor, readOnly }: Viewer): Promise<void> {
    const size = sizes.get(token)
    if (!size || readOnly) return
    leaders.set(run, token)
    await keeper.resize({ run, actor, size }).catch(() => undefined)
  }

  return {
    async set(viewer, size) {
      sizes.set(viewer.token, size)
      await lead(viewer)
    },
    async typed(viewer) {
      if (leaders.get(viewer.run) !== viewer.token) await lead(viewer)
    },
    forget({ token, run }) {
      sizes.delete(token)
      if (leaders.get(run) === token) leaders.delete(run)
    },
  }
}
