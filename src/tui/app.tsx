import { Box, useInput, usePaste } from 'ink'
import type { ReactNode } from 'react'
import type { Size } from '../core/output.ts'
import type { Desk } from './desk.ts'
import { press } from './keys/press.ts'
import { readPressed } from './keys/read.ts'
import { tableOf } from './keys/table.ts'
import { type Layout, smallest } from './layout.ts'
import { span } from './line.ts'
import { At, Lines } from './lines.tsx'
import { selectDialog, statusRectangle } from './overlay.ts'
import { Header } from './panels/header/panel.tsx'
import { BodyText, type ShownBody } from './panels/pane/body.tsx'
import { PanePanel } from './panels/pane/panel.tsx'
import { Status } from './panels/status/panel.tsx'
import { WorkersPanel } from './panels/workers/panel.tsx'
import { layoutOf } from './state.ts'
import { useNow } from './use.ts'

export type AppProps = {
  readonly desk: Desk
  /** The body of the pane, where Ink is to draw it too. */
  readonly shown: ShownBody | undefined
}

/** The whole screen. */
export function App({ desk, shown }: AppProps): ReactNode {
  usePressed(desk)
  const size = useNow(({ screen }) => screen.size)
  const layout = useNow(({ screen }) => layoutOf(screen), sameFacts)
  return (
    <Box width={size.columns} height={size.rows}>
      {layout.kind === 'too-small' ? <TooSmall size={size} /> : <Panels {...{ layout, size, shown }} />}
    </Box>
  )
}

function usePressed(desk: Desk): void {
  useInput((input, key) => {
    const pressed = readPressed(input, key)
    if (pressed) press(desk, tableOf, pressed)
  })
  usePaste(text => press(desk, tableOf, { kind: 'pasted', text }))
}

type PanelsProps = Pick<AppProps, 'shown'> & {
  readonly layout: Extract<Layout, { kind: 'panels' }>
  readonly size: Size
}

function Panels({ layout: { list, pane }, size, shown }: PanelsProps): ReactNode {
  const line = { x: 0, y: 0, columns: size.columns, rows: 1 }
  const status = useNow(statusRectangle, sameFacts)
  return (
    <>
      <At rectangle={line}>
        <Header />
      </At>
      {list && (
        <At rectangle={list.outer}>
          <WorkersPanel place={list} />
        </At>
      )}
      {pane && (
        <At rectangle={pane.outer}>
          <PanePanel place={pane} body={shown && <BodyText shown={shown} size={pane.inner} />} />
        </At>
      )}
      <Overlay />
      <At rectangle={status}>
        <Status />
      </At>
    </>
  )
}

function Overlay(): ReactNode {
  const rectangle = useNow(now => selectDialog(now)?.rectangle, sameFacts)
  if (!rectangle) return null
  return (
    <At rectangle={rectangle}>
      <Lines of={now => selectDialog(now)?.lines ?? []} />
    </At>
  )
}

function TooSmall({ size }: { readonly size: Size }): ReactNode {
  const text = `${size.columns}×${size.rows} of ${smallest.columns}×${smallest.rows}`
  return <Lines of={() => [[span('too small:', 'waiting')], [span(text)]]} />
}

function sameFacts(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
