import { Fault } from '../../core/fault.ts'

const makeOne = 'make one with: skep export RUN --format bundle -o FILE'

/** The file is something else than a bundle. */
export function foreignFault(found: string): Fault {
  const message = `expected a bundle (gzip'd lines of JSON, the first of them with "format":"skep-run"), found ${found}`
  return new Fault({ code: 'refused', message, hint: makeOne })
}

/** The file is a bundle and is not whole, or not as it was written. */
export function damagedFault(line: number, expected: string, found: string): Fault {
  const message = `the bundle is damaged: line ${line} should hold ${expected}, and holds ${found}`
  return new Fault({ code: 'refused', message, hint: 'export the run again, and copy the file whole', data: { line } })
}

/** The bundle was written by a newer program. */
export function newerFault(version: number, known: number): Fault {
  const message = `the bundle is of version ${version}, and this skep reads up to version ${known}`
  return new Fault({ code: 'unsupported', message, hint: 'import it with the skep that wrote it, or a newer one' })
}

/** A value of a file in a sentence, cut short: it may be anything. */
export function showFound(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
