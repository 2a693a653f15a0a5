import type { Client } from '../../client/client.ts'
import type { Size } from '../../core/output.ts'
import type { Living } from '../../store/living.ts'
import type { BodyPane } from './body-pane.ts'
import { openInfoBody } from './info.ts'
import { openMembersBody } from './members.ts'
import { openNeedsBody } from './needs.ts'
import { openOutputBody } from './output.ts'
import type { Paint } from './paint.ts'
import { openTerminalBody } from './terminal.ts'
import { openTranscriptBody } from './transcript.ts'
import type { Wanted } from './wanted.ts'

export type Sources = {
  readonly living: Living
  readonly client: Pick<Client, 'output'>
  readonly paint: Paint
}

/** Makes the pane for what is to be shown. */
export function makeBody(wanted: Wanted, size: Size, { living, client, paint }: Sources): BodyPane {
  switch (wanted.kind) {
    case 'output':
      return openOutputBody(client.output(wanted.run.id), wanted.stream)
    case 'terminal':
      return openTerminalBody(client.output(wanted.run.id), size)
    case 'transcript':
      return openTranscriptBody(living, wanted.run.id, paint)
    case 'info':
      return openInfoBody(living, wanted.worker, paint)
    case 'members':
      return openMembersBody(paint)
    case 'needs':
      return openNeedsBody(living, paint)
  }
}
