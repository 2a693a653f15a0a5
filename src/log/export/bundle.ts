import type { Stream } from '../../core/output.ts'
import type { GapReason } from '../page.ts'

/**
 * A bundle is a run in one file: gzip'd lines of JSON. Why so: it is written and read in one pass and in bounded memory,
 * `zcat FILE | head` shows what it is, its times and streams stand beside the bytes they belong to, gzip makes up for
 * what JSON adds, and both are there wherever Node is. In this order:
 *
 *     {"format":"skep-run","version":1,"exportedAtMs":…,"end":…,"run":{…},"worker":{…}}
 *     {"entry":{…}}                                                             of the transcript, each
 *     {"event":{…}}                                                             of the journal, each about this run
 *     {"chunk":{"stream":"pty","offset":0,"timeMs":…,"text":"…"}}               or "base64", where it is not UTF-8
 *     {"gap":{"from":…,"to":…,"reason":"dropped"}}                              chunks and gaps cover 0 to "end"
 *     {"total":{"lines":…,"sha256":"…"}}                                        over every line before it
 */
export const bundleFormat = 'skep-run'

/** The newest version that is written and read. */
export const bundleVersion = 1

/** No line is longer: the longest text that can be typed, with every character of it escaped. */
export const longestLineBytes: number = 8 * 1024 * 1024

/** The most bytes in one chunk. */
export const longestChunkBytes: number = 1024 * 1024

/** What the first line says; `run` and `worker` are for those who know records. */
export type BundleHeader = {
  readonly format: typeof bundleFormat
  readonly version: number
  readonly exportedAtMs: number
  /** Where the output ends. */
  readonly end: number
  readonly run: unknown
  readonly worker: unknown
}

export type BundleChunk = { readonly stream: Stream; readonly offset: number; readonly timeMs: number } & (
  | { readonly text: string }
  | { readonly base64: string }
)

export type BundleLine =
  | { readonly entry: unknown }
  | { readonly event: unknown }
  | { readonly chunk: BundleChunk }
  | { readonly gap: { readonly from: number; readonly to: number; readonly reason: GapReason } }
  | { readonly total: { readonly lines: number; readonly sha256: string } }
