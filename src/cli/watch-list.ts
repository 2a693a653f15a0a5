import { setTimeout as pause } from 'node:timers/promises'
import { readClocks } from '../client/clocks.ts'
import type { WorkerList } from '../protocol/verbs/list.ts'
import { toListDocument } from './documents/list.ts'
import type { Doors } from './doors.ts'
import { openDrawing } from './drawing.ts'
import { openGoing } from './going.ts'
import { writeJson } from './json.ts'
import { renderList } from './list-rows.ts'
import { widthOf } from './table.ts'
import { openPaint } from './tones.ts'

/** Often enough for a person to follow. */
const everyMs = 1_000

/** Shows a list again and again until it is interrupted: in place on a terminal, or a document each time. */
export async function watchList(
  read: () => Promise<WorkerList>,
  { json }: { readonly json?: true },
  doors: Doors,
): Promise<number> {
  const going = openGoing(doors)
  const drawing = json ? undefined : openDrawing(doors.stdout)
  try {
    while (!going.signal.aborted) {
      const list = await read()
      if (drawing) drawing.draw(toLines(list, doors))
      else writeJson(doors, toListDocument(list))
      await pause(everyMs, undefined, { signal: going.signal }).catch(() => undefined)
    }
  } finally {
    drawing?.close()
    going.close()
  }
  return going.exitCode()
}

function toLines(list: WorkerList, doors: Doors): readonly string[] {
  const look = { paint: openPaint(doors), columns: widthOf(doors.stdout), clocks: readClocks() }
  return list.workers.length > 0 ? renderList(list, look) : ['no worker is active, configured or new']
}
