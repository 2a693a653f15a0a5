import { isAbsolute, join, relative } from 'node:path'
import type { Tree } from '../../tree/tree.ts'
import { fieldIn, noteChange, noteKey, textIn } from '../fields.ts'
import { type Texts, toNow } from './interpolate.ts'

/** A folder or file of this machine that stands at a path in the container. */
export type Mount = { readonly source: string; readonly target: string }

/** The bind mounts of a service; what else its volumes are is noted. */
export function readMounts(texts: Texts): readonly Mount[] {
  const { fields } = texts
  const value = fieldIn(fields, 'volumes')
  const items = value?.kind === 'list' ? value.items : []
  const mounts = items.map(item => toMount(item, texts))
  const known = mounts.flatMap(mount => (mount ? [mount] : []))
  for (const { source, target } of known)
    noteChange(fields, 'volumes', `nothing is mounted here: what it expects in \`${target}\` is in \`${source}\``)
  if (known.length < mounts.length) noteKey(fields, 'volumes', 'there is no container that volumes could be put into')
  return known.toSorted((one, other) => other.target.length - one.target.length)
}

function toMount(item: Tree, { fields, variables }: Texts): Mount | undefined {
  if (item.kind === 'scalar') {
    const [source = '', target = ''] = toNow(item, { fields, variables }).split(':')
    return toBind(source, target)
  }
  if (item.kind === 'list') return undefined
  const long: Texts = { fields: { ...fields, mapping: item, path: 'volumes.' }, variables }
  const [type, source, target] = ['type', 'source', 'target'].map(key => {
    const text = textIn(long.fields, key)
    return text ? toNow(text, long) : ''
  })
  return type === 'bind' ? toBind(source ?? '', target ?? '') : undefined
}

// What is no path is the name of a volume.
function toBind(source: string, target: string): Mount | undefined {
  if (!/^[./~]/.test(source) || !target.startsWith('/')) return undefined
  return { source: source.replace(/(?<=.)\/+$/, ''), target: target.replace(/(?<=.)\/+$/, '') }
}

/** Where a path in the container is on this machine; undefined when no mount says so. */
export function toHere(path: string, mounts: readonly Mount[]): string | undefined {
  for (const { source, target } of mounts) {
    const rest = target === '/' ? path.slice(1) : relative(target, path)
    if (!path.startsWith('/') || rest.startsWith('..') || isAbsolute(rest)) continue
    const joined = join(source, rest)
    return isAbsolute(joined) || joined.startsWith('.') || joined.startsWith('~') ? joined : `./${joined}`
  }
  return undefined
}
