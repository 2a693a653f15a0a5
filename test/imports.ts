import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vitest/node'

/** `file` is below `src`; `specifier` is what stands in the quotes, undefined where it is computed. */
export type Import = { file: string; specifier: string | undefined }

/** Reads every import of every file below a folder: static, dynamic, re-exported and of types alone. */
export function readImports(folder: string): Import[] {
  const files = globSync('**/*.{ts,tsx}', { cwd: folder }).sort()
  return files.flatMap(file => importsOf(file, readFileSync(join(folder, file), 'utf8')))
}

/** Finds the imports in a source text by its syntax tree, so that strings and comments that look like imports are none. */
export function importsOf(file: string, source: string): Import[] {
  return [...walk(parse(file, source))].filter(names).map(node => ({ file, specifier: specifierOf(node) }))
}

function parse(file: string, source: string): unknown {
  try {
    return parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file)
  } catch (cause) {
    throw new Error(`the imports of ${file} cannot be read`, { cause })
  }
}

type Node = Record<string, unknown>

const importing = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
])

// `export { a }` without `from` has no source and imports nothing.
function names(node: Node): boolean {
  return importing.has(String(node['type'])) && node['source'] !== null
}

function specifierOf(node: Node): string | undefined {
  const source = node['source'] ?? node['expression']
  return isNode(source) && typeof source['value'] === 'string' ? source['value'] : undefined
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item)
  if (!isNode(value)) return
  yield value
  for (const child of Object.values(value)) yield* walk(child)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
