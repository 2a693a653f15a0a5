import type { Tree } from '../../tree/tree.ts'
import { carriable } from '../carriable.ts'
import { plainAt } from '../document.ts'
import { fieldIn, noteChange, noteKey, textIn } from '../fields.ts'
import { type Texts, toNow } from './interpolate.ts'

type Port = { readonly target: number; readonly published: number | undefined }

/** The ports that a service listens on. Nothing maps them here: it listens where it listens in the container. */
export function toPorts(texts: Texts): Tree | undefined {
  const { fields } = texts
  const value = fieldIn(fields, 'ports')
  if (value?.kind !== 'list' || value.items.length === 0) return undefined
  const ports = value.items.map(item => toPort(item, texts))
  const known = ports.flatMap(port => (port ? [port] : []))
  for (const { target, published } of known) {
    if (published === undefined || published === target) continue
    noteChange(
      fields,
      'ports',
      `nothing maps ${published} to ${target} here: it listens on ${target}, unless it is told otherwise`,
    )
  }
  if (known.length < ports.length) noteChange(fields, 'ports', 'ranges and ports of UDP are passed over')
  if (!carriable.ports) noteKey(fields, 'ports', 'ports are not looked at before the start')
  const targets = [...new Set(known.map(({ target }) => target))]
  return carriable.ports && targets.length > 0 ? plainAt(value.place, targets) : undefined
}

function toPort(item: Tree, texts: Texts): Port | undefined {
  if (item.kind === 'scalar') {
    const found = /^(?:(?:.*:)?(\d{1,5}):)?(\d{1,5})(?:\/tcp)?$/.exec(toNow(item, texts))
    return found ? { target: Number(found[2]), published: toNumber(found[1]) } : undefined
  }
  if (item.kind === 'list') return undefined
  const long: Texts = { ...texts, fields: { ...texts.fields, mapping: item, path: 'ports.' } }
  const [target, published, protocol] = ['target', 'published', 'protocol'].map(key => {
    const text = textIn(long.fields, key)
    return text && toNow(text, long)
  })
  const number = toNumber(target)
  return number === undefined || protocol === 'udp' ? undefined : { target: number, published: toNumber(published) }
}

function toNumber(text: string | undefined): number | undefined {
  const number = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= 65_535 ? number : undefined
}
