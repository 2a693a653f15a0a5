import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Source } from '../text/source.ts'
import type { Importer } from './translation.ts'

/** The tools whose files are accepted, in the order in which a person would look for them. */
export const importers: readonly Importer[] = [
  {
    tool: 'mprocs',
    names: ['mprocs.yaml', 'mprocs.yml', 'mprocs.json'],
    pattern: /^mprocs\.(ya?ml|json)$/,
    key: 'procs',
    load: async () => (await import('./mprocs/mprocs.ts')).translateMprocs,
  },
  {
    tool: 'process-compose',
    names: ['process-compose.yaml', 'process-compose.yml'],
    pattern: /^process-compose(\.[\w-]+)*\.ya?ml$/,
    key: 'processes',
    load: async () => (await import('./process-compose/process-compose.ts')).translateProcessCompose,
  },
  {
    tool: 'foreman',
    names: ['Procfile'],
    pattern: /^Procfile(\.|$)|\.procfile$/i,
    load: async () => (await import('./procfile/procfile.ts')).translateProcfile,
  },
  {
    tool: 'pm2',
    names: [
      'ecosystem.config.js',
      'ecosystem.config.cjs',
      'ecosystem.config.mjs',
      'ecosystem.config.json',
      'ecosystem.config.yaml',
      'ecosystem.config.yml',
    ],
    pattern: /^(ecosystem|pm2)(\.[\w-]+)*\.([cm]?js|json|ya?ml)$|\.config\.[cm]?js$/,
    key: 'apps',
    load: async () => (await import('./pm2/pm2.ts')).translatePm2,
  },
  {
    tool: 'Docker Compose',
    names: ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
    pattern: /^(docker-)?compose(\.[\w-]+)*\.ya?ml$/,
    key: 'services',
    load: async () => (await import('./compose/compose.ts')).translateCompose,
  },
  {
    tool: 'npm scripts',
    names: ['package.json'],
    pattern: /^package\.json$/,
    isEverywhere: true,
    load: async () => (await import('./package/package.ts')).translatePackage,
  },
]

/** The tool whose file this is: by its name, else by the key that only files of that tool have. */
export function importerOf({ file, text }: Pick<Source, 'file' | 'text'>): Importer | undefined {
  const name = basename(file)
  const named = importers.find(({ pattern }) => pattern.test(name))
  // What has no key of its own is known by its name alone, whatever else stands in it.
  if (named && named.key === undefined) return named
  if (!/\.(ya?ml|json)$/.test(name) || hasKey(text, named?.key ?? 'workers')) return named
  return importers.find(({ key }) => key !== undefined && hasKey(text, key)) ?? named
}

function hasKey(text: string, key: string): boolean {
  return new RegExp(`^(?:\\s*\\{\\s*)?["']?${key}["']?\\s*:|^  "${key}":`, 'm').test(text)
}

/** The files of other tools in a folder, by their default names, at most one of each tool. */
export async function findForeign(folder: string): Promise<readonly string[]> {
  const there = await readdir(folder).catch((): string[] => [])
  const found = importers.flatMap(({ names, isEverywhere = false }) => {
    const name = names.find(one => there.includes(one))
    return name === undefined ? [] : [{ name, isEverywhere }]
  })
  const own = found.filter(({ isEverywhere }) => !isEverywhere)
  return (own.length > 0 ? own : found).map(({ name }) => name)
}
