import { targetOf } from './arrows.ts'
import type { Import } from './imports.ts'

/** Every file that is loaded, sooner or later, when one of these is: each with the path of imports that leads there. */
export function findReached(imports: readonly Import[], from: readonly string[]): ReadonlyMap<string, string> {
  const byFile = Map.groupBy(imports, ({ file }) => file)
  const reached = new Map(from.map(file => [file, file]))
  for (const [file, path] of reached) {
    for (const one of byFile.get(file) ?? []) {
      const target = targetOf(one)
      if (target !== undefined && !reached.has(target)) reached.set(target, `${path} → ${target}`)
    }
  }
  return reached
}
