import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const managers = ['npm', 'pnpm', 'yarn', 'bun'] as const

export type PackageManager = (typeof managers)[number]

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
]

/**
 * The package manager that a package uses: the one that its `packageManager` names, else the one whose lock file lies
 * in its folder or, for a package of a workspace, in the nearest one above; else npm.
 */
export async function findPackageManager(folder: string, named: string | undefined): Promise<PackageManager> {
  const byName = managers.find(manager => named === manager || named?.startsWith(`${manager}@`))
  return byName ?? (await findByLockFile(folder)) ?? 'npm'
}

async function findByLockFile(folder: string): Promise<PackageManager | undefined> {
  for (const [file, manager] of lockFiles) if (await isThere(join(folder, file))) return manager
  const above = dirname(folder)
  return above === folder || (await isThere(join(folder, '.git'))) ? undefined : findByLockFile(above)
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
