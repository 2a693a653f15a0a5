import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Output = { path: string; contents: Uint8Array; mode?: number }

/**
 * Gives a folder exactly these files. A program started from it may load a chunk at any time: each file is replaced in one
 * step, in the order given, left alone when it is the same, and the old ones go last.
 */
export function replaceFolder(folder: string, outputs: Output[]): void {
  for (const output of outputs) replaceFile(output)
  removeAllBut(folder, new Set(outputs.map(output => output.path)))
}

function replaceFile({ path, contents, mode = 0o644 }: Output): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  // Two builds at once do not meet in one file.
  const fresh = `${path}.${process.pid}.new`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(fresh, contents)
  chmodSync(fresh, mode)
  renameSync(fresh, path)
}

function removeAllBut(folder: string, kept: Set<string>): void {
  const files = globSync('**', { cwd: folder, withFileTypes: true }).filter(entry => entry.isFile())
  for (const file of files.map(entry => join(entry.parentPath, entry.name))) {
    if (!kept.has(file) && !file.endsWith('.new')) rmSync(file, { force: true })
  }
}
