import type { Scalar, Tree } from '../../tree/tree.ts'
import { envNameRule, isEnvName } from '../../variables/env-entry.ts'
import { keysAt, listAt, mappingAt, plainAt, templateAt } from '../document.ts'
import { fieldIn, noteChange, noteKey, refuse, textIn } from '../fields.ts'
import { type Texts, toNow, toTemplate } from './interpolate.ts'
import { toNamed } from './merge.ts'

/** What stands under `environment`. A name without a value is handed on, as the whole environment is here. */
export function toEnv(texts: Texts, services: Iterable<string>): Tree | undefined {
  const { fields } = texts
  const value = fieldIn(fields, 'environment')
  if (!value) return undefined
  if (value.kind === 'scalar') return refuse(fields, { key: 'environment', value, expected: 'a list or a mapping' })
  const names = [...services]
  const variables = Array.from(toNamed(value).entries).flatMap(([name, { key, value: under }]) => {
    if (!isEnvName(name)) {
      const shown = JSON.stringify(name)
      fields.importing.note(key, `the variable ${shown} is not carried over: a name is ${envNameRule}`, fields.worker)
      return []
    }
    if (under.kind !== 'scalar')
      return refuse(fields, { key: `environment.${name}`, value: under, expected: 'a text' }) ?? []
    if (under.value === null || under.broken) return []
    noteHost(name, under, { texts, names })
    return [[name, templateAt(under.place, toTemplate(under, texts))] as const]
  })
  return variables.length > 0 ? mappingAt(value.place, variables) : undefined
}

type Hosts = { readonly texts: Texts; readonly names: readonly string[] }

// In a container the name of a service is the name of a host; here all of them are this machine.
function noteHost(variable: string, { text, place }: Scalar, { texts: { fields }, names }: Hosts): void {
  const host = names.find(name => {
    if (text === name) return /HOST|UR[IL]|ADDR|SERVER|BROKER|ENDPOINT/i.test(variable)
    return name !== '' && isHostIn(text, name) && /[:@]/.test(text)
  })
  const message = `\`${variable}\` names the host \`${host}\`, which is there in the network of Docker only: here it is localhost`
  if (host !== undefined) fields.importing.note(place, message, fields.worker)
}

/** Whether a name stands where a URL or a list of addresses has a host. */
function isHostIn(text: string, name: string): boolean {
  const pieces = text.split(name)
  return pieces.some((before, at) => {
    const after = pieces[at + 1]
    return (
      after !== undefined && /(^|[@/,])$/.test(before) && /^(:\d|[/,]|$)/.test(after) && (at === 0 || before !== '')
    )
  })
}

/** What stands under `env_file`: paths, and which of them may be missing. */
export function toEnvFiles(texts: Texts): Tree | undefined {
  const value = fieldIn(texts.fields, 'env_file')
  if (!value) return undefined
  const items = value.kind === 'list' ? value.items : [value]
  return listAt(
    value.place,
    items.flatMap(item => toEnvFile(item, texts)),
  )
}

function toEnvFile(item: Tree, texts: Texts): readonly Tree[] {
  const { fields } = texts
  if (item.kind === 'scalar') return item.broken ? [] : [templateAt(item.place, toTemplate(item, texts))]
  if (item.kind === 'list') return refuse(fields, { key: 'env_file', value: item, expected: 'a path' }) ?? []
  const long = { ...fields, mapping: item, path: 'env_file.' }
  const path = textIn(long, 'path')
  const required = textIn(long, 'required')
  const isOptional = required !== undefined && toNow(required, texts) === 'false'
  if (fieldIn(long, 'format')) noteKey(long, 'format', 'skep reads quotes in env files')
  if (!path) {
    noteChange(fields, 'env_file', 'an entry without `path` is passed over')
    return []
  }
  const named = templateAt(path.place, toTemplate(path, texts))
  return [isOptional ? keysAt(item.place, { path: named, optional: plainAt(item.place, true) }) : named]
}
