import type { Client } from '../client/client.ts'
import { followEvents } from '../client/events.ts'
import { readNames } from '../client/listing.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { WorkerId } from '../core/id.ts'
import type { Given } from './command.ts'
import { toDiagnosticDocument } from './documents/diagnostic.ts'
import type { Doors } from './doors.ts'
import { renderDiagnostic } from './event-lines.ts'
import { openGoing } from './going.ts'
import { toJsonLine, writeJson } from './json.ts'
import { withFound, withProject } from './project.ts'
import { openPaint } from './tones.ts'
import { write } from './write.ts'

export type DiagnosticsOptions = { readonly follow?: true; readonly json?: true }

/** What the runtime answers at most at once. */
const mostShown = 256

/** Shows what needs attention; with `follow` also what comes. */
export async function diagnostics({ options }: Given<DiagnosticsOptions>, doors: Doors): Promise<number> {
  if (options.follow) return withProject(doors, client => follow(client, options, doors))
  const exitCode = await withFound(doors, 'known', client => show(client, options, doors))
  if (exitCode !== undefined) return exitCode
  if (options.json) writeJson(doors, { diagnostics: [] })
  else sayNothing(doors)
  return 0
}

async function show(client: Client, { json }: DiagnosticsOptions, doors: Doors): Promise<number> {
  const { diagnostics: all } = await client.ask('diagnostics', { limit: mostShown })
  const names = await readNames(client)
  const nameOf = ({ worker }: Diagnostic): string | undefined => worker && names.get(worker)
  if (json) writeJson(doors, { diagnostics: all.map(one => toDiagnosticDocument(one, nameOf(one))) })
  else if (all.length === 0) sayNothing(doors)
  else doors.stdout.write(all.map(one => renderText(one, names, doors)).join(''))
  return 0
}

function sayNothing({ stderr }: Doors): void {
  stderr.write('skep: nothing needs attention\n')
}

/** A diagnostic has the id of its event: those up to a cursor, then the events after it, are each told once. */
async function follow(client: Client, { json }: DiagnosticsOptions, doors: Doors): Promise<number> {
  const going = openGoing(doors)
  const { next: after } = await client.ask('events', { limit: 1 })
  const { diagnostics: all } = await client.ask('diagnostics', { limit: mostShown })
  const names = await readNames(client)
  const tell = (one: Diagnostic): Promise<void> => {
    const name = one.worker && names.get(one.worker)
    return write(doors.stdout, json ? toJsonLine(toDiagnosticDocument(one, name)) : renderText(one, names, doors))
  }
  try {
    for (const one of all) if (one.id <= after) await tell(one)
    for await (const { events } of followEvents(client, { after, runtime: undefined, signal: going.signal })) {
      for (const event of events) {
        if (event.kind === 'worker.added') names.set(event.data.worker.id, event.data.worker.spec.name)
        if (event.kind === 'diagnostic') await tell(event.data.diagnostic)
      }
    }
  } finally {
    going.close()
  }
  return going.exitCode()
}

function renderText(one: Diagnostic, names: ReadonlyMap<WorkerId, string>, doors: Doors): string {
  const name = one.worker && names.get(one.worker)
  return renderDiagnostic(one, { name, paint: openPaint(doors), nowMs: Date.now() })
}
