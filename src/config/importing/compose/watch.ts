import type { Tree } from '../../tree/tree.ts'
import { carriable } from '../carriable.ts'
import { plainAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, noteKey, noteRest, refuse, textIn, textsIn } from '../fields.ts'
import { type Texts, toNow } from './interpolate.ts'

/** What of `develop.watch` starts a service again; files that are only synced are seen here where they are. */
export function toWatch(texts: Texts): Tree | undefined {
  const develop = fieldsIn(texts.fields, 'develop')
  if (!develop) return undefined
  noteRest(develop, { carried: ['watch'] })
  const value = fieldIn(develop, 'watch')
  if (value?.kind !== 'list') return value && refuse(develop, { key: 'watch', value, expected: 'a list of rules' })
  const rules = value.items.flatMap(item => toRule(item, { ...texts, fields: develop }))
  const paths = [...new Set(rules.map(({ path }) => path))]
  const ignore = [...new Set(rules.flatMap(rule => rule.ignore))]
  if (paths.length === 0) return undefined
  if (!carriable.watch) {
    noteKey(develop, 'watch', 'a worker is not restarted when files change')
    return undefined
  }
  return plainAt(value.place, { paths, ignore: ignore.length > 0 ? ignore : undefined })
}

type Rule = { readonly path: string; readonly ignore: readonly string[] }

const restarting = ['restart', 'sync+restart', 'rebuild']

function toRule(item: Tree, texts: Texts): readonly Rule[] {
  if (item.kind !== 'mapping') {
    refuse(texts.fields, { key: 'watch', value: item, expected: 'a list of rules' })
    return []
  }
  const fields: Fields = { ...texts.fields, mapping: item, path: 'develop.watch.' }
  const own: Texts = { ...texts, fields }
  noteRest(fields, {
    carried: ['path', 'action', 'ignore', 'target', 'initial_sync'],
    dropped: {
      include: 'all of the path is watched',
      exec: 'nothing is run inside of a worker',
    },
  })
  const [path, action] = [textIn(fields, 'path'), textIn(fields, 'action')]
  if (!path || !action || !restarting.includes(toNow(action, own))) return []
  const ignore = (textsIn(fields, 'ignore') ?? []).map(({ text }) => text.replace(/\/+$/, ''))
  return [{ path: toNow(path, own), ignore: ignore.flatMap(name => toPatterns(name)) }]
}

function toPatterns(name: string): readonly string[] {
  return /[*?{[]/.test(name) ? [name] : [`**/${name}`, `**/${name}/**`]
}
