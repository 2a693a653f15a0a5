import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The licence of every package whose code is in the bundle (found by the bundle's input paths), and the comments that its code asks to keep. */
export function renderLicences(inputs: string[], comments: string[]): string {
  const packages = new Set(inputs.map(packageFolder).filter(folder => folder !== undefined))
  return [...[...packages].sort().map(renderPackage), ...comments].join('\n')
}

function packageFolder(input: string): string | undefined {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0]
}

function renderPackage(folder: string): string {
  const { name, version, license }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const texts = globSync('{LICEN[CS]E,licen[cs]e}*', { cwd: folder }).map(file =>
    readFileSync(join(folder, file), 'utf8'),
  )
  return [`${name} ${version} (${license ?? 'see its package'})`, '', ...texts, ''].join('\n')
}
