import { splitWords } from '../../../core/command.ts'
import { readConcurrently } from './concurrently.ts'
import type { Apart, Part } from './part.ts'
import { readRunAll } from './run-all.ts'
import type { Script } from './script.ts'

/** The scripts that can be taken apart, by their names; those of which that is not quite certain are left whole. */
export function takeApart(scripts: readonly Script[]): ReadonlyMap<string, Apart> {
  const keys = scripts.map(({ key }) => key)
  return new Map(
    scripts.flatMap(({ key, line }): [string, Apart][] => {
      const apart = readLine(line, keys)
      const isUseful = apart && apart.parts.length > 0 && !hasTwice(apart.parts)
      return isUseful ? [[key, apart]] : []
    }),
  )
}

// What only a shell can carry out is left to it: then there is more to the line than its words.
const forShell = /[|&;<>`\n]|\$\(|^\s*\w+=/

function readLine(line: string, keys: readonly string[]): Apart | undefined {
  const bare = line.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, 'x')
  const split = forShell.test(bare) ? undefined : splitWords(line)
  if (!split?.ok) return undefined
  const [program = '', ...words] = split.words
  if (program === 'concurrently' || program === 'conc') return readConcurrently(words, keys)
  if (program === 'run-p') return readRunAll(words, keys)
  if (program === 'npm-run-all' && ['-p', '--parallel'].includes(words[0] ?? ''))
    return readRunAll(words.slice(1), keys)
  return undefined
}

function hasTwice(parts: readonly Part[]): boolean {
  const keys = parts.flatMap(part => (part.kind === 'script' ? [part.key] : []))
  return new Set(keys).size < keys.length
}
