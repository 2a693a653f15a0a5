import type { Client } from '../../client/client.ts'
import { readNames } from '../../client/listing.ts'
import { createMatcher } from '../../client/match.ts'
import { createSearch } from '../../client/search.ts'
import type { WorkerId } from '../../core/id.ts'
import type { Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { type Going, openGoing } from '../going.ts'
import { toJsonLine } from '../json.ts'
import { withFound } from '../project.ts'
import { hasColour } from '../tones.ts'
import { write } from '../write.ts'
import type { SearchOptions } from './options.ts'
import { openFoundPainter } from './paint.ts'
import { searchedRuns } from './searched-runs.ts'

/** Looks for lines in everything that is kept: the newest run first, the lines of a run in their order. */
export async function search(given: Given<SearchOptions>, doors: Doors): Promise<number> {
  const { words, options } = given
  const { ignoreCase = false, fixedStrings: literal = false } = options
  const matcher = createMatcher({ source: words[0] ?? '', ignoreCase, literal })
  const going = openGoing(doors)
  const isKnown = await withFound(doors, 'known', async client => {
    const run = createSearch(client, matcher)
    const paint = openFoundPainter(matcher, { json: options.json === true, colour: hasColour(doors) })
    await searchAll(client, { run, paint, options, going, doors })
    return true
  }).finally(going.close)
  if (!isKnown) doors.stderr.write('skep: nothing has run in this project yet\n')
  return going.exitCode()
}

type Work = {
  readonly run: ReturnType<typeof createSearch>
  readonly paint: ReturnType<typeof openFoundPainter>
  readonly options: SearchOptions
  readonly going: Going
  readonly doors: Doors
}

async function searchAll(client: Client, { run, paint, options, going, doors }: Work): Promise<void> {
  const names: ReadonlyMap<WorkerId, string> = await readNames(client)
  let left = options.lines
  let runs = 0
  for await (const { id, worker } of searchedRuns(client, options)) {
    runs += 1
    for await (const found of run(id, options.since)) {
      if (going.signal.aborted) return
      const whose = { run: id, worker: names.get(worker) ?? worker }
      await write(
        doors.stdout,
        found
          .slice(0, left)
          .map(line => paint(line, whose))
          .join(''),
      )
      if (found.length > left) return sayMore(options, doors)
      left -= found.length
    }
    if (going.signal.aborted) return
  }
  if (left === options.lines) doors.stderr.write(`skep: no line of ${runs} ${runs === 1 ? 'run' : 'runs'} matches\n`)
}

function sayMore({ lines, json }: SearchOptions, { stdout, stderr }: Doors): void {
  if (json) stdout.write(toJsonLine({ more: true, limit: lines }))
  const hint = `-n ${lines * 10} shows more, --runs and --since look at less`
  stderr.write(`skep: there are more than ${lines} lines that match; these are of the newest runs\n  ${hint}\n`)
}
