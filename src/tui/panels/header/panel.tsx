import type { ReactNode } from 'react'
import { Lines } from '../../lines.tsx'
import { headerRow } from './rows.ts'

/** The first line of the screen. */
export function Header(): ReactNode {
  return <Lines of={now => [headerRow(now)]} />
}
