import { type Command, splitWords } from '../../../core/command.ts'
import { isWorkerName, workerNameRule } from '../../../core/name.ts'

/** What was typed into the form. */
export type Typed = { readonly command: string; readonly name: string; readonly cwd: string }

/** What the form describes, or what is wrong with it and where. */
export type Described =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly at: keyof Typed; readonly problem: string }

/** Reads what was typed as a command that can be added. */
export function readTyped({ command: line, name, cwd }: Typed): Described {
  if (line === '') return refuse('command', 'a command is needed: what you would type into a shell')
  if (!isWorkerName(name)) return refuse('name', `a name is ${workerNameRule}`)
  if (cwd === '') return refuse('cwd', 'a folder is needed')
  const command = readCommand(line)
  return command ? { ok: true, command } : refuse('command', 'a quote is never closed')
}

function refuse(at: keyof Typed, problem: string): Described {
  return { ok: false, at, problem }
}

/** Characters with which a shell does more than split words. */
const shellSigns = /[|&;<>()$`*?~#]|^\w+=/

/** The command that a line means: plain words as they are, everything else through a shell. */
export function readCommand(line: string): Command | undefined {
  if (shellSigns.test(line)) return { kind: 'shell', line }
  const split = splitWords(line)
  if (!split.ok) return undefined
  const [first, ...rest] = split.words
  return first === undefined ? undefined : { kind: 'argv', argv: [first, ...rest] }
}

// `npm run dev` is better called `dev` than `npm`.
const runners = new Set(['npm', 'pnpm', 'yarn', 'bun', 'npx', 'run', 'exec', 'sudo', 'env', 'sh', 'bash', 'node', 'cd'])

/** A name for a command: its most telling word. */
export function nameOf(line: string): string {
  const words = line.split(/\s+/).filter(word => /^[\w./@]/.test(word) && !/^\w+=/.test(word))
  const chosen = words.find(word => !runners.has(word)) ?? words[0] ?? ''
  const base = chosen.split('/').at(-1) ?? ''
  return base
    .replace(/\.\w{1,4}$/, '')
    .replace(/[^\w.@-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/gi, '')
}
