import { createHash } from 'node:crypto'
import { projectFolder } from '../core/paths.ts'

/** Where the state of a project lies, by the real path of its folder; whoever looks for its runtime looks there too. */
export function locateProject(realPath: string, stateHome: string): { readonly home: string; readonly hash: string } {
  const hash = createHash('sha256').update(realPath).digest('hex').slice(0, 12)
  return { home: projectFolder(stateHome, realPath, hash), hash }
}
