import { Text } from 'ink'
import { type ReactNode, useSyncExternalStore } from 'react'
import type { Size } from '../../../core/output.ts'
import type { Pane } from '../../pane.ts'

/** Which pane is shown, and when that or its rows change. */
export type ShownBody = {
  current(): Pane | undefined
  onChange(listener: () => void): () => void
}

/** The rows of the shown pane as Ink text, for where there is no terminal to paint on. */
export function BodyText({ shown, size }: { readonly shown: ShownBody; readonly size: Size }): ReactNode {
  const text = useSyncExternalStore(shown.onChange, () => shown.current()?.rows(size).map(spellReset).join('\n') ?? '')
  return <Text wrap="truncate">{text}</Text>
}

// Ink takes the short form of the reset for nothing.
function spellReset(row: string): string {
  return row.replaceAll('\x1b[m', '\x1b[0m')
}
