import type { Apart } from './part.ts'
import { type Known, readSaid } from './words.ts'

const known: Known = {
  '-c': { name: 'continue-on-error' },
  '--continue-on-error': { name: 'continue-on-error' },
  '-r': { name: 'race' },
  '--race': { name: 'race' },
  '-l': { name: '--print-label' },
  '--print-label': { name: '--print-label' },
  '-n': { name: '--print-name' },
  '--print-name': { name: '--print-name' },
  '--aggregate-output': { name: '--aggregate-output' },
  '--silent': { name: '--silent' },
}

/** What `run-p` or `npm-run-all --parallel` was asked to run; undefined when not all of it is understood. */
export function readRunAll(words: readonly string[], keys: readonly string[]): Apart | undefined {
  const said = readSaid(words, known)
  // When a word has more than a pattern, it hands arguments on.
  if (!said || said.words.some(word => /[\s{}]/.test(word))) return undefined
  const taken = said.words.filter(word => !word.startsWith('!'))
  const left = said.words.filter(word => word.startsWith('!')).map(word => toPattern(word.slice(1)))
  const found = taken.map(word => keys.filter(key => toPattern(word).test(key)))
  if (found.some(names => names.length === 0)) return undefined
  const names = [...new Set(found.flat())].filter(key => !left.some(pattern => pattern.test(key)))
  const { options } = said
  const exitOn = options.has('race') ? 'end' : options.has('continue-on-error') ? undefined : 'failure'
  const unsaid = [...options.keys()].filter(name => name.startsWith('--')).map(name => `\`${name}\``)
  return { parts: names.map(key => ({ kind: 'script', key })), exitOn, restart: undefined, unsaid }
}

// One star is one part between colons, two are any number of them.
function toPattern(glob: string): RegExp {
  const parts = glob.split(/(\*\*?)/).map(part => {
    if (part === '**') return '.*'
    return part === '*' ? '[^:]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
