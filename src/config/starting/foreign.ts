import { readdir } from 'node:fs/promises'

/** A file of another tool; `compose` says only what runs in containers, beside which other things run. */
export type ForeignFile = { readonly name: string; readonly kind: 'processes' | 'compose' }

const patterns: readonly (readonly [RegExp, ForeignFile['kind']])[] = [
  [/^mprocs\.(ya?ml|json)$/, 'processes'],
  [/^process-compose(\.[\w-]+)?\.ya?ml$/, 'processes'],
  [/^ecosystem\.config\.(c?js|json|ya?ml)$/, 'processes'],
  [/^Procfile(\.[\w-]+)?$/, 'processes'],
  [/^(docker-)?compose\.ya?ml$/, 'compose'],
]

/** The file of another tool in a folder that says what runs here; one that says it of containers comes last. */
export async function findForeign(folder: string): Promise<ForeignFile | undefined> {
  const names = await readdir(folder).catch((): string[] => [])
  const found = patterns.flatMap(([pattern, kind]) =>
    names
      .filter(name => pattern.test(name))
      .toSorted()
      .map(name => ({ name, kind })),
  )
  return found[0]
}
