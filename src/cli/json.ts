import type { Doors } from './doors.ts'

/** The version of every document that `--json` answers. */
export const documentVersion = 1

/** Writes one document, or one object of a stream, as a line. */
export function writeJson({ stdout }: Pick<Doors, 'stdout'>, document: Readonly<Record<string, unknown>>): void {
  stdout.write(toJsonLine(document))
}

/** A document as a line, for who writes at the pace of its reader. */
export function toJsonLine(document: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ v: documentVersion, ...document })}\n`
}

/** A wall time as programs read it: ISO 8601 in UTC with milliseconds. */
export function toIso(timeMs: number | undefined): string | undefined {
  return timeMs === undefined ? undefined : new Date(timeMs).toISOString()
}
