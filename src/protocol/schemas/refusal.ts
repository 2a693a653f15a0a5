import { Fault } from '../../core/fault.ts'
import { nearest } from '../../core/nearest.ts'
import type { Excess, Path } from './extent.ts'
import type { Complaint } from './judge.ts'
import { describeFound, toPlace, valueAt } from './place.ts'

/** What was asked, for the sentence that refuses it. */
export type Asked = { readonly verb: string; readonly params: unknown }

/** The refusal of params that hold what a verb does not take. */
export function refuseComplaint({ verb, params }: Asked, complaint: Complaint): Fault {
  const { path } = complaint
  const value = valueAt(params, path)
  switch (complaint.kind) {
    case 'unknown-name': {
      const expected = namesOf(complaint.known)
      const hint = suggest(String(path.at(-1)), complaint.known) ?? `known here: ${expected}`
      return refuse({ verb, path, expected, found: 'an unknown name', message: 'is not known here', hint })
    }
    case 'name': {
      const { expected } = complaint
      return refuse({ verb, path, expected, found: 'another name', message: `is named wrongly: expected ${expected}` })
    }
    case 'value': {
      const { expected, words } = complaint
      const found = describeFound(value, path)
      const hint = typeof value === 'string' ? suggest(value, words) : undefined
      const message = value === undefined ? `is missing; it takes ${expected}` : `takes ${expected}, found ${found}`
      return refuse({ verb, path, expected, found, message, ...(hint === undefined ? {} : { hint }) })
    }
  }
}

/** The refusal of params that are too deep or too much to be looked at. */
export function refuseExcess(verb: string, { path, expected, found }: Excess): Fault {
  return refuse({ verb, path, expected, found, message: `may hold ${expected}, found ${found}` })
}

/** The refusal of a verb that there is not. */
export function refuseVerb(verb: string, known: readonly string[]): Fault {
  const found = describeFound(verb, [])
  const message = `there is no such verb: expected one that this version of skep has, found ${found}`
  const hint = suggest(verb, known) ?? `known are: ${namesOf(known)}`
  return new Fault({ code: 'usage', message, hint, data: { expected: known, found } })
}

type Refusal = {
  readonly verb: string
  readonly path: Path
  readonly expected: string
  readonly found: string
  readonly message: string
  readonly hint?: string
}

function refuse({ verb, path, expected, found, message, hint }: Refusal): Fault {
  const place = toPlace(path)
  const data = { verb, place, expected, found }
  const where = place === '' ? 'what is asked' : `\`${place}\``
  return new Fault({
    code: 'usage',
    message: `${verb}: ${where} ${message}`,
    data,
    ...(hint === undefined ? {} : { hint }),
  })
}

function suggest(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known)
  return near === undefined ? undefined : `did you mean \`${near}\`?`
}

function namesOf(names: readonly string[]): string {
  const shown = names.filter(name => name !== '')
  return shown.length === 0 ? 'nothing' : shown.map(name => `\`${name}\``).join(', ')
}
