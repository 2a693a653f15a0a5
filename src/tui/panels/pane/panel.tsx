import { Box } from 'ink'
import type { ReactNode } from 'react'
import type { Place } from '../../layout.ts'
import { At, Lines } from '../../lines.tsx'
import { lowerLine, placeholderLines, sideLines, upperLine } from './frame.ts'

export type PanePanelProps = {
  readonly place: Place
  /** The body as text, where no compositor paints it. */
  readonly body: ReactNode
}

/** The pane: Ink draws its frame; what a worker printed is painted into it by somebody else. */
export function PanePanel({ place, body }: PanePanelProps): ReactNode {
  const { outer, inner, framed } = place
  const row = { x: 0, y: 0, columns: outer.columns, rows: 1 }
  const side = { x: 0, y: 1, columns: 1, rows: inner.rows }
  const within = { ...inner, x: inner.x - outer.x, y: inner.y - outer.y }
  return (
    <Box width={outer.columns} height={outer.rows}>
      {framed && (
        <>
          <At rectangle={row}>
            <Lines of={now => [upperLine(now, place)]} />
          </At>
          <At rectangle={side}>
            <Lines of={now => sideLines(now, place)} />
          </At>
          <At rectangle={{ ...side, x: outer.columns - 1 }}>
            <Lines of={now => sideLines(now, place)} />
          </At>
          <At rectangle={{ ...row, y: outer.rows - 1 }}>
            <Lines of={now => [lowerLine(now, place)]} />
          </At>
        </>
      )}
      <At rectangle={within}>
        <Lines of={now => placeholderLines(now, place)} />
      </At>
      {body && <At rectangle={within}>{body}</At>}
    </Box>
  )
}
