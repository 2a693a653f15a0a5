import { nearest } from '../../core/nearest.ts'
import { problemAt } from '../text/problem.ts'
import { describe } from '../tree/check.ts'
import { type Mapping, type Scalar, type Tree, toPlain } from '../tree/tree.ts'
import type { Importing } from './translation.ts'

/** A mapping of a foreign file while it is read key by key. */
export type Fields = {
  readonly mapping: Mapping
  /** What stands before its keys when they are named: `readiness_probe.`, or nothing. */
  readonly path: string
  /** The worker that it belongs to, by the name that it has here. */
  readonly worker?: string | undefined
  /** Whose file it is. */
  readonly tool: string
  readonly importing: Importing
}

/** What stands under a key; undefined when nothing does, or nothing readable. */
export function fieldIn({ mapping }: Fields, key: string): Tree | undefined {
  const value = mapping.entries.get(key)?.value
  return value?.kind === 'scalar' && (value.value === null || value.broken) ? undefined : value
}

/** The text under a key; a number or boolean counts as it is written. Anything else is a problem of the file. */
export function textIn(fields: Fields, key: string): Scalar | undefined {
  const value = fieldIn(fields, key)
  return value && (value.kind === 'scalar' ? value : refuse(fields, { key, value, expected: 'a text' }))
}

/** `true` or `false` under a key, in the words of any YAML. */
export function flagIn(fields: Fields, key: string): boolean | undefined {
  const value = fieldIn(fields, key)
  return value && (toFlag(value) ?? refuse(fields, { key, value, expected: '`true` or `false`' }))
}

function toFlag(tree: Tree): boolean | undefined {
  if (tree.kind !== 'scalar') return undefined
  if (/^(true|yes|on|y)$/i.test(tree.text)) return true
  return /^(false|no|off|n)$/i.test(tree.text) ? false : undefined
}

/** A number under a key, which may be quoted. */
export function numberIn(fields: Fields, key: string): number | undefined {
  const value = fieldIn(fields, key)
  const number = value?.kind === 'scalar' && value.text.trim() !== '' ? Number(value.text) : Number.NaN
  if (Number.isFinite(number)) return number
  return value && refuse(fields, { key, value, expected: 'a number' })
}

/** The mapping under a key, as fields of its own. */
export function fieldsIn(fields: Fields, key: string): Fields | undefined {
  const value = fieldIn(fields, key)
  if (value?.kind === 'mapping') return { ...fields, mapping: value, path: `${fields.path}${key}.` }
  return value && refuse(fields, { key, value, expected: 'a mapping' })
}

/** The texts of a list under a key, or the one text there. */
export function textsIn(fields: Fields, key: string): readonly Scalar[] | undefined {
  const value = fieldIn(fields, key)
  if (!value) return undefined
  const items = value.kind === 'list' ? value.items : [value]
  return items.flatMap(item => {
    if (item.kind !== 'scalar') refuse(fields, { key, value: item, expected: 'a text or a list of texts' })
    return item.kind === 'scalar' && item.value !== null && !item.broken ? [item] : []
  })
}

type Refused = { readonly key: string; readonly value: Tree; readonly expected: string }

/** Reports what stands under a key as being of the wrong kind. */
export function refuse({ path, importing }: Fields, { key, value, expected }: Refused): undefined {
  const message = `\`${path}${key}\` takes ${expected}, found ${describe(value)}`
  importing.report(() => problemAt(value.place, { message }))
}

/** Notes that a key does not come over, and why. */
export function noteKey({ mapping, path, worker, importing }: Fields, key: string, why: string): void {
  const place = mapping.entries.get(key)?.key ?? mapping.place
  importing.note(place, `\`${path}${key}\` is not carried over: ${why}`, worker)
}

/** Notes that what a key says comes over otherwise than it stands there. */
export function noteChange({ mapping, path, worker, importing }: Fields, key: string, what: string): void {
  const place = mapping.entries.get(key)?.key ?? mapping.place
  importing.note(place, `\`${path}${key}\`: ${what}`, worker)
}

/** Why a key does not come over; and with which values it asks for nothing, so that nothing is lost. */
export type Dropped = string | { readonly why: string; readonly unless: readonly unknown[] }

export type Keys = {
  /** Those that are read. */
  readonly carried: readonly string[]
  /** Those that are known and not carried over, with the reason. */
  readonly dropped?: Readonly<Record<string, Dropped>>
}

/** Notes every key that is not read: the known ones with the reason, the others with what may have been meant. */
export function noteRest(fields: Fields, { carried, dropped = {} }: Keys): void {
  const known = [...carried, ...Object.keys(dropped)]
  for (const [key, { value }] of fields.mapping.entries) {
    // What stands under a key with `x-` is the person's own: a place for anchors.
    if (carried.includes(key) || key.startsWith('x-') || isNothing(value)) continue
    const reason = Object.hasOwn(dropped, key) ? dropped[key] : undefined
    if (reason === undefined) noteKey(fields, key, unknownTo(fields.tool, nearest(key, known)))
    else if (typeof reason === 'string') noteKey(fields, key, reason)
    else if (!reason.unless.includes(toFlag(value) ?? toPlain(value))) noteKey(fields, key, reason.why)
  }
}

function isNothing(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.value === null
  return tree.kind === 'list' ? tree.items.length === 0 : tree.entries.size === 0
}

function unknownTo(tool: string, near: string | undefined): string {
  const question = near === undefined ? '' : `; did you mean \`${near}\`?`
  return `it is no key of ${tool} that skep knows${question}`
}
