import { problemAt, problemOf } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { describe } from '../tree/check.ts'
import type { Tree } from '../tree/tree.ts'
import { parseYaml } from '../yaml.ts'
import type { Fields } from './fields.ts'
import type { Importing } from './translation.ts'

/** Whose file it is, and the key that it cannot be without. */
export type Kind = { readonly tool: string; readonly key: string }

/** Reads YAML or JSON; undefined when there is nothing in it, which is reported. Other tools mind no key that is there twice. */
export function readTree(source: Source, { tool, key }: Kind, { report, note }: Importing): Tree | undefined {
  const { tree, isWhole } = parseYaml(source, report, note)
  const words = { message: 'this file is empty', hint: `a file of ${tool} has \`${key}\`` }
  if (!tree && isWhole) report(() => problemOf(source.file, words))
  return tree
}

/** A whole file as fields; undefined when it is no mapping, which is reported. */
export function toFields(tree: Tree, { tool, key }: Kind, importing: Importing): Fields | undefined {
  if (tree.kind === 'mapping') return { mapping: tree, path: '', tool, importing }
  const message = `a file of ${tool} is a mapping with the key \`${key}\`, found ${describe(tree)}`
  if (tree.kind === 'list' || !tree.broken) importing.report(() => problemAt(tree.place, { message }))
  return undefined
}
