import type { RunId } from '../core/id.ts'
import type { Matcher } from '../log/match.ts'
import { type FoundLine, openSearch } from '../log/search/search.ts'
import type { Client } from './client.ts'

/** A line that was found. */
export type SearchedLine = FoundLine

/** Looks through the output of runs, straight in their files. */
export type OutputSearch = (run: RunId, sinceMs: number | undefined) => AsyncIterable<readonly FoundLine[]>

/** Makes a search for an expression ready. */
export function createSearch(client: Pick<Client, 'outputFolder'>, matcher: Matcher): OutputSearch {
  const search = openSearch(matcher)
  return (run, sinceMs) => search.run(client.outputFolder(run), sinceMs)
}
