import type { ReactNode } from 'react'
import { Lines } from '../../lines.tsx'
import { statusRows } from './rows.ts'

/** The last line of the screen. */
export function Status(): ReactNode {
  return <Lines of={statusRows} />
}
