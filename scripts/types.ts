import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Output } from './replace-folder.ts'

const compiler = 'node_modules/typescript/bin/tsc'

/** The declarations of the library, as they are shipped: those that its door leads to, and no others. */
export function readTypes(folder: string): Output[] {
  const emitted = mkdtempSync(join(tmpdir(), 'skep-types-'))
  try {
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.types.json', '--outDir', emitted], { stdio: 'inherit' })
    return findReached(emitted).map(({ file, text }) => ({
      path: join(folder, file),
      contents: Buffer.from(text.replace(importedFile, "$1'$2.js'")),
    }))
  } finally {
    rmSync(emitted, { recursive: true })
  }
}

/** The compiler leaves the names of sources in declarations, where they are those of what is run. */
const importedFile = /(\bfrom |\bimport\()'(\.[^']+)\.ts'/g

type Declarations = { readonly file: string; readonly text: string }

function findReached(emitted: string): Declarations[] {
  const files = new Set(['index.d.ts'])
  const reached: Declarations[] = []
  for (const file of files) {
    const text = readFileSync(join(emitted, file), 'utf8')
    reached.push({ file, text })
    for (const [, , imported] of text.matchAll(importedFile)) files.add(join(dirname(file), `${imported}.d.ts`))
  }
  return reached
}
