import type { ReactNode } from 'react'
import type { Place } from '../../layout.ts'
import { Lines } from '../../lines.tsx'
import { framedRows } from './rows.ts'

/** The list of workers with its frame. */
export function WorkersPanel({ place }: { readonly place: Place }): ReactNode {
  return <Lines of={now => framedRows(now, place)} />
}
