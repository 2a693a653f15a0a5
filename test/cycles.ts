import { targetOf } from './arrows.ts'
import type { Import } from './imports.ts'

/** Finds the circles of files that import each other, each as the path that comes back to its start. */
export function findCycles(imports: Import[]): string[] {
  const graph = toGraph(imports)
  const done = new Set<string>()
  return [...graph.keys()].flatMap(file => circlesFrom(file, { graph, done, path: [] }))
}

type Walk = { graph: Map<string, string[]>; done: Set<string>; path: string[] }

function circlesFrom(file: string, { graph, done, path }: Walk): string[] {
  const start = path.indexOf(file)
  if (start !== -1) return [[...path.slice(start), file].join(' → ')]
  if (done.has(file)) return []
  const circles = (graph.get(file) ?? []).flatMap(next => circlesFrom(next, { graph, done, path: [...path, file] }))
  done.add(file)
  return circles
}

function toGraph(imports: Import[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const one of imports) {
    const target = targetOf(one)
    if (target !== undefined) graph.set(one.file, [...(graph.get(one.file) ?? []), target])
  }
  return graph
}
