import type { LivingState } from '../store/living.ts'
import type { ScreenState } from './state.ts'

/** Everything that a panel shows and a key depends on, at one moment. */
export type Now = { readonly living: LivingState; readonly screen: ScreenState }
