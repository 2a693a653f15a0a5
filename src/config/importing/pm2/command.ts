import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { quoteCommand, splitWords } from '../../../core/command.ts'
import { toPath } from '../../reading.ts'
import { problemAt } from '../../text/problem.ts'
import type { Place } from '../../text/source.ts'
import type { Scalar, Tree } from '../../tree/tree.ts'
import { plainAt, textAt } from '../document.ts'
import { type Fields, fieldIn, noteChange, textIn, textsIn } from '../fields.ts'
import type { Importing } from '../translation.ts'

/** What an app runs, as words. */
export type Run = { readonly place: Place; readonly argv: readonly [string, ...string[]] }

/** What an app runs, and with which interpreter, as pm2 finds it out; undefined when it names nothing, which is reported. */
export async function readRun(fields: Fields): Promise<Run | undefined> {
  const script = textIn(fields, 'script') ?? textIn(fields, 'cmd') ?? textIn(fields, 'command')
  if (!script || script.text.trim() === '') {
    const message = 'an app has a `script`, found none'
    fields.importing.report(() => problemAt(script?.place ?? fields.mapping.place, { message }))
    return undefined
  }
  const { place } = script
  const text = fieldIn(fields, 'cwd') ? script.text : toNear(script.text, fields.importing)
  // When it is a whole line, a shell carries it out, and the arguments are in it.
  if (/\s/.test(text.trim())) return toLine(script, fields)
  const before = await toInterpreter(fields, text)
  const [program, ...rest] = [...before, ...(before.length > 0 ? readWords(fields, 'node_args') : [])]
  const args = readWords(fields, 'args')
  if (program === undefined) return { place, argv: [await toProgram(text, fields), ...args] }
  return { place, argv: [program, ...rest, text, ...args] }
}

/** A path in the folder of the file, which code often has as an absolute one, as it is from there on. */
export function toNear(path: string, { folder }: Pick<Importing, 'folder'>): string {
  if (path === folder) return '.'
  return path.startsWith(`${folder}/`) ? `./${path.slice(folder.length + 1)}` : path
}

function toLine({ place, text }: Scalar, fields: Fields): Run {
  for (const key of ['args', 'node_args', 'interpreter']) {
    if (fieldIn(fields, key)) noteChange(fields, key, 'does not count with a whole line as `script`, not in pm2 either')
  }
  return { place, argv: ['bash', '-c', text] }
}

// By the end of the script's name, as pm2 has it; python is python3 where there is no python.
const interpreters: Readonly<Record<string, string>> = {
  '.sh': 'bash',
  '.py': 'python3',
  '.rb': 'ruby',
  '.php': 'php',
  '.pl': 'perl',
  '.js': 'node',
  '.cjs': 'node',
  '.mjs': 'node',
  '.coffee': 'coffee',
  '.ls': 'lsc',
  '.ts': 'bun',
  '.tsx': 'bun',
}

async function toInterpreter(fields: Fields, script: string): Promise<readonly string[]> {
  const named = textIn(fields, 'interpreter')?.text
  if (named === undefined || named === '') {
    const known = interpreters[extname(script)]
    if (known !== undefined) return [known]
    return (await isPlainFile(script, fields)) ? ['node'] : []
  }
  if (named === 'none') return []
  const [program = named, version] = /^(node)@(.+)$/.exec(named)?.slice(1) ?? [named]
  if (version !== undefined)
    noteChange(fields, 'interpreter', `is \`node\` here, of whatever version that is, not ${version}`)
  return [program]
}

// What may not be executed is a script for Node.
async function isPlainFile(script: string, fields: Fields): Promise<boolean> {
  const mode = await modeOf(script, fields)
  return mode !== undefined && (mode & 0o111) === 0
}

// A file in the folder is named by its path; everything else is looked for where programs are.
async function toProgram(script: string, fields: Fields): Promise<string> {
  if (script.includes('/')) return script
  return (await modeOf(script, fields)) === undefined ? script : `./${script}`
}

async function modeOf(script: string, fields: Fields): Promise<number | undefined> {
  const folder = toPath(textIn(fields, 'cwd')?.text ?? '.', fields.importing)
  const found = await stat(toPath(script, { ...fields.importing, folder })).catch(() => undefined)
  return found?.isFile() ? found.mode : undefined
}

function readWords(fields: Fields, key: string): readonly string[] {
  const value = fieldIn(fields, key)
  if (value?.kind === 'list') return (textsIn(fields, key) ?? []).map(({ text }) => text)
  const text = textIn(fields, key)?.text ?? ''
  const split = splitWords(text)
  return split.ok ? split.words : text.split(/\s+/).filter(word => word !== '')
}

export type CommandKeys = { readonly command: Tree; readonly shell?: Tree }

/** The keys of a worker that say what it runs; what is counted for each replica is counted by a shell. */
export function toCommand({ place, argv }: Run, counted: readonly string[]): CommandKeys {
  if (counted.length === 0) return { command: plainAt(place, argv) }
  const line = [...counted, 'exec', quoteCommand({ kind: 'argv', argv })].join(' ')
  return { command: textAt(place, line), shell: plainAt(place, true) }
}
