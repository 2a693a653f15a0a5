import type { Client, OutputSource } from '../../client/client.ts'
import type { OutputPlace } from '../../client/line-reader.ts'
import type { Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { openGoing } from '../going.ts'
import { withFound } from '../project.ts'
import { nothingKnown } from '../target.ts'
import { hasColour } from '../tones.ts'
import { openRunBytes } from './bytes.ts'
import type { RunReading } from './entry.ts'
import { openRunLines } from './lines.ts'
import { type LogsOptions, type LogsOrder, requireOne, toOrder } from './order.ts'
import { printAll } from './print.ts'
import { openRoster } from './roster.ts'

/** Shows what workers and runs have written, and what they go on to write. */
export async function logs(given: Given<LogsOptions>, doors: Doors): Promise<number> {
  const order = toOrder(given)
  const exitCode = await withFound(doors, 'known', client => show(client, order, doors))
  if (exitCode !== undefined) return exitCode
  if (!order.options.all) throw nothingKnown(order.words[0] ?? order.options.after?.[0]?.run ?? '')
  doors.stderr.write('skep: nothing has run in this project yet\n')
  return 0
}

async function show(client: Client, order: LogsOrder, doors: Doors): Promise<number> {
  const going = openGoing(doors)
  const roster = await openRoster(client, order, openReading(order, doors))
  try {
    if (order.options.raw) requireOne(roster.lanes().length)
    for (const lane of roster.lanes()) if (!lane.last) doors.stderr.write(`skep: ${lane.label} has not run yet\n`)
    await printAll(roster, order, { ...doors, signal: going.signal })
    return going.exitCode()
  } finally {
    roster.close()
    going.close()
  }
}

function openReading({ options, stream, among }: LogsOrder, doors: Doors) {
  const view = { stream, among, colour: hasColour(doors) && !options.json }
  return (source: OutputSource, from: OutputPlace): RunReading =>
    options.raw ? openRunBytes(source, from, stream) : openRunLines(source, from, view)
}
