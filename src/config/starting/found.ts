import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { loadProject } from '../load.ts'

/** A command that a folder seems to be run by. */
export type FoundWorker = { readonly name: string; readonly command: string; readonly start: 'auto' | 'manual' }

/** What a folder says of how it is run: its likely services, and the scripts that are none. */
export type Found = { readonly workers: readonly FoundWorker[]; readonly others: readonly string[] }

export type Folder = { readonly folder: string; readonly env: Environment; readonly home: string }

/** Looks for what a folder is run by: the scripts of its package, and Django's `manage.py`. */
export async function findWorkers(place: Folder): Promise<Found> {
  const { services, others } = await findScripts(place)
  const first = likely.find(name => services.some(service => service.name === name))
  const isFirst = (name: string): boolean => (first === undefined ? true : name === first)
  const scripts = services.map(
    ({ name, command }) => ({ name, command, start: isFirst(name) ? 'auto' : 'manual' }) as const,
  )
  return { workers: [...scripts, ...(await findDjango(place.folder))], others }
}

/** Names of scripts that stay, the likeliest first: of several of these one starts the project. */
const likely = ['dev', 'start', 'serve', 'server', 'watch', 'preview', 'storybook']
const isService = (name: string): boolean => likely.includes(name.split(':')[0] ?? '')
// What a package manager runs by itself, before and after something else.
const isHook = (name: string): boolean => /^(pre|post)|^(install|prepare|publish)$/.test(name)

async function findScripts({ folder, env, home }: Folder) {
  const loaded = await loadProject({ file: 'package.json', folder, env, home })
  const all = loaded.ok ? loaded.project.workers : []
  const services = all.flatMap(({ name, command }) => {
    return isService(name) && command.kind === 'argv' ? [{ name, command: command.argv.join(' ') }] : []
  })
  const others = all.map(({ name }) => name).filter(name => !isService(name) && !isHook(name))
  return { services, others }
}

async function findDjango(folder: string): Promise<readonly FoundWorker[]> {
  if (!(await isThere(join(folder, 'manage.py')))) return []
  for (const python of ['.venv/bin/python', 'venv/bin/python']) {
    if (await isThere(join(folder, python))) return [toDjango(python)]
  }
  return [toDjango('python3')]
}

function toDjango(python: string): FoundWorker {
  return { name: 'web', command: `${python} manage.py runserver`, start: 'auto' }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
