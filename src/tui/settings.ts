import { standardLeaveKey } from '../core/input/leave-key.ts'
import type { Depth } from '../screen/palette.ts'
import { type ColourEnvironment, toDepth } from './paint/depth.ts'
import type { ThemeName } from './theme.ts'

export type ScreenSettings = {
  readonly theme: ThemeName
  /** How many colours the terminal shows. */
  readonly depth: Depth
  /** The key that leaves an attached terminal, in the notation of keys: `C-]`. */
  readonly leaveKey: string
}

/** The settings of a person who has none, on the terminal that the environment tells of. */
export function toSettings(env: ColourEnvironment): ScreenSettings {
  return { theme: 'normal', depth: toDepth(env), leaveKey: standardLeaveKey }
}
