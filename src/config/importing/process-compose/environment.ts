import { isAbsolute, join } from 'node:path'
import type { List, Mapping, Scalar, Tree } from '../../tree/tree.ts'
import { envNameRule, isEnvName } from '../../variables/env-entry.ts'
import { keysAt, listAt, mappingAt, plainAt, templateAt } from '../document.ts'
import { type Fields, fieldIn, refuse, textIn } from '../fields.ts'
import { type Texts, toRendered, toText } from './texts.ts'

/** What stands under `environment`: a list of `NAME=value`, or a mapping. */
export function toEnv(fields: Fields, texts: Texts): Mapping | undefined {
  const value = fieldIn(fields, 'environment')
  if (!value) return undefined
  if (value.kind === 'scalar') return refuse(fields, { key: 'environment', value, expected: 'a list of `NAME=value`' })
  const entries = value.kind === 'list' ? value.items.flatMap(item => toEntry(item, fields)) : toEntries(value)
  const rendered = entries.flatMap(([name, entry]): (readonly [string, Scalar])[] => {
    if (isEnvName(name)) return [[name, toRendered(entry, texts)]]
    fields.importing.note(
      entry.place,
      `the variable ${JSON.stringify(name)} is not carried over: a name is ${envNameRule}`,
      fields.worker,
    )
    return []
  })
  return rendered.length === 0 ? undefined : mappingAt(value.place, rendered)
}

type NamedText = readonly [name: string, value: Scalar]

function toEntry(item: Tree, fields: Fields): readonly NamedText[] {
  if (item.kind !== 'scalar') refuse(fields, { key: 'environment', value: item, expected: 'a list of `NAME=value`' })
  if (item.kind !== 'scalar' || item.value === null || item.broken) return []
  const at = item.text.indexOf('=')
  if (at < 0) {
    fields.importing.note(
      item.place,
      `\`environment\`: ${JSON.stringify(item.text)} is not carried over: it has no \`=\``,
      fields.worker,
    )
    return []
  }
  return [[item.text.slice(0, at).trim(), { ...item, text: item.text.slice(at + 1), value: item.text.slice(at + 1) }]]
}

function toEntries({ entries }: Mapping): readonly NamedText[] {
  return Array.from(entries).flatMap(([name, { value }]): readonly NamedText[] => {
    return value.kind === 'scalar' && value.value !== null && !value.broken ? [[name, value]] : []
  })
}

/** The env file of a process, which is meant from the folder that it runs in; for the tool a missing one is no reason to stop. */
export function toEnvFile(fields: Fields, texts: Texts): Tree | undefined {
  const file = textIn(fields, 'env_file')
  if (!file) return undefined
  const path = toText(file, texts).text
  const folder = textIn(fields, 'working_dir')
  const before = folder && !isAbsolute(file.text) ? toRendered(folder, texts).text : ''
  const whole = templateAt(file.place, before === '' ? path : join(before, path))
  return keysAt(file.place, { path: whole, optional: plainAt(file.place, true) })
}

/** A list of one file, which may be missing. */
export function optionalFile(place: Tree['place'], path: string): List {
  return listAt(place, [plainAt(place, { path, optional: true })])
}
