import type { Now } from '../now.ts'
import type { Rectangle } from '../pane.ts'
import { layoutOf } from '../state.ts'

/** Where the body is painted now; nowhere while there is no room for the pane. */
export function bodyRectangle({ screen }: Now): Rectangle | undefined {
  const layout = layoutOf(screen)
  return layout.kind === 'panels' ? layout.pane?.inner : undefined
}
