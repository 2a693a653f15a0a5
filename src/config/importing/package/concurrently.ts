import type { Apart, Part } from './part.ts'
import { type Known, readSaid, type Said } from './words.ts'

const known: Known = {
  '-n': { name: 'names', value: true },
  '--names': { name: 'names', value: true },
  '-k': { name: 'kill-others' },
  '--kill-others': { name: 'kill-others' },
  '--kill-others-on-fail': { name: 'kill-others-on-fail' },
  '--restart-tries': { name: 'restart-tries', value: true },
  '--restart-after': { name: 'restart-after', value: true },
  '-c': { name: '--prefix-colors', value: true },
  '--prefix-colors': { name: '--prefix-colors', value: true },
  '-p': { name: '--prefix', value: true },
  '--prefix': { name: '--prefix', value: true },
  '-l': { name: '--prefix-length', value: true },
  '--prefix-length': { name: '--prefix-length', value: true },
  '--pad-prefix': { name: '--pad-prefix' },
  '-r': { name: '--raw' },
  '--raw': { name: '--raw' },
  '--no-color': { name: '--no-color' },
  '-g': { name: '--group' },
  '--group': { name: '--group' },
  '--timings': { name: '--timings' },
  '-t': { name: '--timestamp-format', value: true },
  '--timestamp-format': { name: '--timestamp-format', value: true },
}

/** What `concurrently` was asked to run; undefined when not all of it is understood. */
export function readConcurrently(words: readonly string[], keys: readonly string[]): Apart | undefined {
  const said = readSaid(words, known)
  if (!said) return undefined
  const names = said.options.get('names')?.split(',') ?? []
  const parts: Part[] = []
  for (const [index, word] of said.words.entries()) {
    const found = toParts(word, names[index]?.trim() ?? '', keys)
    if (!found) return undefined
    parts.push(...found)
  }
  const restart = toRestart(said)
  if (restart === 'unclear') return undefined
  return { parts, exitOn: toExit(said), restart, unsaid: toUnsaid(said) }
}

// `npm:dev`, `npm run dev`, and both with a wildcard, which may leave some out: `npm:dev:*(!docs)`.
const shortcut = /^(?:(?:npm|pnpm|yarn|bun):|(?:npm|pnpm|yarn|bun) run )([^\s()]+?)(?:\(!([^\s()]+)\))?$/

function toParts(word: string, name: string, keys: readonly string[]): readonly Part[] | undefined {
  const [, pattern, left] = shortcut.exec(word.trim()) ?? []
  if (pattern === undefined) {
    // What is only said with words of the line, or with a shortcut and arguments, stays as it is.
    if (/^(npm|pnpm|yarn|bun|node|deno):/.test(word) || /\{(\d+|@|\*)\}/.test(word)) return undefined
    return [{ kind: 'line', line: word, name }]
  }
  const [before = '', after, ...more] = pattern.split('*')
  if (more.length > 0) return undefined
  const found = after === undefined ? keys.filter(key => key === pattern) : matching(keys, { before, after, left })
  return found.length > 0 ? found.map(key => ({ kind: 'script', key })) : undefined
}

type Wildcard = { readonly before: string; readonly after: string; readonly left: string | undefined }

function matching(keys: readonly string[], { before, after, left }: Wildcard): readonly string[] {
  const all = keys.filter(key => {
    return key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after)
  })
  return left === undefined ? all : all.filter(key => key.slice(before.length, key.length - after.length) !== left)
}

function toExit({ options }: Said): Apart['exitOn'] {
  if (options.has('kill-others')) return 'end'
  return options.has('kill-others-on-fail') ? 'failure' : undefined
}

function toRestart({ options }: Said): Apart['restart'] | 'unclear' {
  const tries = options.get('restart-tries') ?? '0'
  const after = options.get('restart-after') ?? '0'
  if (tries === '0') return undefined
  if (!/^-?\d{1,6}$/.test(tries) || !/^\d{1,8}$|^exponential$/.test(after)) return 'unclear'
  const attempts = Number(tries) < 0 ? 'unlimited' : Number(tries)
  return { when: 'failure', attempts, backoff: after === 'exponential' ? '1s..1h' : toPause(Number(after)) }
}

// No pause at all would keep the machine busy with what fails at once.
const leastMs = 10
const mostMs = 86_400_000

function toPause(ms: number): string {
  return `${Math.min(mostMs, Math.max(leastMs, ms))}ms`
}

function toUnsaid({ options }: Said): readonly string[] {
  return [...options.keys()].filter(name => name.startsWith('--')).map(name => `\`${name}\``)
}
