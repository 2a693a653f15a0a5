import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import type { Line } from './line.ts'
import type { Now } from './now.ts'
import type { Rectangle } from './pane.ts'
import { useLines } from './use.ts'

type AtProps = { readonly rectangle: Rectangle; readonly children: ReactNode }

/** A place on the screen. */
export function At({ rectangle: { x, y, columns, rows }, children }: AtProps): ReactNode {
  return (
    <Box position="absolute" left={x} top={y} width={columns} height={rows}>
      {children}
    </Box>
  )
}

type LinesProps = { readonly of: (now: Now) => readonly Line[] }

/** Lines that a panel makes of the present: one text for all of them, for each one costs Ink time. */
export function Lines({ of }: LinesProps): ReactNode {
  return <Text wrap="truncate">{useLines(of)}</Text>
}
