import type { Source } from '../text/source.ts'
import { valueAt } from '../tree/tree.ts'
import { parseYaml } from '../yaml.ts'

/** The workers that a file itself names, whether or not they are right. */
export function namesIn(source: Source): readonly string[] {
  const { tree } = parseYaml(source, () => undefined)
  const workers = tree?.kind === 'mapping' ? valueAt(tree, 'workers') : undefined
  return workers?.kind === 'mapping' ? [...workers.entries.keys()] : []
}
