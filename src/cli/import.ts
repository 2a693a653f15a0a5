import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { findFile, findProject } from '../config/find.ts'
import { type Imported, importFile } from '../config/importing/import.ts'
import { findForeign, importers } from '../config/importing/importers.ts'
import { renderNotes } from '../config/importing/render-notes.ts'
import { renderProblems } from '../config/render.ts'
import { toErrno, wordsOfErrno } from '../config/sources/errno.ts'
import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { definedOnly } from './run-spec.ts'

export type ImportOptions = { readonly output?: string; readonly stdout?: true; readonly json?: true }

type Made = Extract<Imported, { ok: true }> & {
  /** The foreign file, absolute. */
  readonly from: string
  /** What was written, absolute; undefined when it is printed. */
  readonly file: string | undefined
}

/** Makes a `skep.yaml` of another tool's file, and says what came over and what did not. */
export async function importForeign({ words: [word], options }: Given<ImportOptions>, doors: Doors): Promise<number> {
  const from = word === undefined ? await findOne(doors) : resolve(doors.cwd, word)
  const file = options.stdout ? undefined : await toTarget(from, options.output, doors)
  const imported = await importFile({
    file: from,
    shown: word ?? basename(from),
    env: definedOnly(doors.env),
    home: doors.home,
  })
  if (!imported.ok)
    throw new Fault({ code: 'config-invalid', message: render(imported.problems, { ...doors, target: doors.stderr }) })
  if (file !== undefined) await writeNew(file, imported.text, doors)
  const made: Made = { ...imported, from, file }
  if (options.json) writeJson(doors, toDocument(made))
  else say(made, doors)
  return 0
}

async function findOne({ cwd }: Doors): Promise<string> {
  const { folder } = await findProject(cwd)
  for (const place of new Set([cwd, folder])) {
    const [name, ...more] = await findForeign(place)
    if (name !== undefined && more.length > 0) throw refuseSeveral([name, ...more])
    if (name !== undefined) return join(place, name)
  }
  const known = importers.flatMap(({ names }) => names.slice(0, 1)).join(', ')
  throw new Fault({
    code: 'not-found',
    message: 'there is no file of another tool here',
    hint: `looked for are ${known}`,
  })
}

function refuseSeveral(names: readonly string[]): Fault {
  const message = `there are files of several tools here: ${names.join(', ')}`
  return new Fault({ code: 'usage', message, hint: `name one: skep import ${names[0]}` })
}

/** Paths in the file are meant from its folder: elsewhere than beside the foreign one they would be others. */
async function toTarget(from: string, output: string | undefined, { cwd }: Doors): Promise<string> {
  const folder = dirname(from)
  const file = output === undefined ? join(folder, 'skep.yaml') : resolve(cwd, output)
  if (dirname(file) !== folder) {
    const message = `the paths in it are meant from ${relative(cwd, folder) || 'this folder'}, so it has to be written there`
    throw new Fault({ code: 'usage', message, hint: 'name a file beside the other one, or print it: --stdout' })
  }
  const own = output === undefined ? await findFile(folder) : undefined
  if (own !== undefined) throw refuseThere(own, cwd)
  return file
}

function refuseThere(file: string, cwd: string): Fault {
  const message = `${relative(cwd, file)} is there already and is not written over`
  return new Fault({ code: 'refused', message, hint: 'move it away, name another file with -o, or print it: --stdout' })
}

async function writeNew(file: string, text: string, { cwd }: Doors): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    const errno = toErrno(error)
    if (errno === undefined) throw error
    if (errno === 'EEXIST') throw refuseThere(file, cwd)
    throw new Fault({ code: 'usage', ...wordsOfErrno(errno, relative(cwd, file)) })
  }
}

function say(made: Made, doors: Doors): void {
  const { text, file } = made
  const target = file === undefined ? doors.stderr : doors.stdout
  if (file === undefined) doors.stdout.write(text)
  target.write(renderReport(made, { ...doors, target }))
}

type Shown = Pick<Doors, 'cwd' | 'env'> & { readonly target: NodeJS.WriteStream }

function renderReport({ tool, from, file, workers, notes, complaints }: Made, doors: Shown): string {
  const source = relative(doors.cwd, from)
  const into = file === undefined ? '' : ` into ${relative(doors.cwd, file)}`
  const lines = [`${countOf(workers.length, 'worker')} of ${source} (${tool}) came over${into}\n`]
  if (notes.length > 0)
    lines.push(`${countOf(notes.length, 'thing')} did not, or not as it was:\n`, renderNotes(notes, doors.cwd))
  if (complaints.length > 0) lines.push('skep check will find in it:\n', `${render(complaints, doors)}\n`)
  return lines.join('')
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function toDocument({ tool, from, file, workers, notes, complaints, text }: Made): Readonly<Record<string, unknown>> {
  const problems = complaints.map(({ file: where, line, column, message, hint }) => ({
    file: where,
    line,
    column,
    message,
    hint,
  }))
  return { tool, from, file, workers, notes, problems, ...(file === undefined && { text }) }
}

function render(problems: Parameters<typeof renderProblems>[0], { target, env, cwd }: Shown): string {
  return renderProblems(problems, { colour: target.isTTY && env['NO_COLOR'] === undefined, from: cwd })
}
