import { toSource } from '../text/source.ts'
import { toPlain } from '../tree/tree.ts'
import { parseYaml } from '../yaml.ts'
import type { WrittenValue } from './texts.ts'

/** What a person writes as the value of a key; a variable is a text, whatever it looks like, and so is what is no YAML. */
export function readValue(path: readonly string[], text: string): WrittenValue {
  if (path[0] === 'env' && path.length > 1) return text
  const { tree, isWhole } = parseYaml(toSource('', text), () => undefined)
  // As: the plain values of a file are all that there is, but for null, which is no value here.
  return tree && isWhole ? ((toPlain(tree) ?? text) as WrittenValue) : text
}
