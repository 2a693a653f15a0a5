import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SpawnOrder } from '../core/keeper.ts'

export type SpawnFailure = { readonly ok: false; readonly errno: string; readonly message: string }
export type Resolved = { readonly ok: true } | SpawnFailure

/**
 * Looks for the folder and the program as the kernel and execvp(3) will, with the run's own cwd and PATH, so that what is
 * missing is said in words: a terminal would print it into the output, a wrapper would fail in the program's place.
 */
export function resolveOrder(order: Pick<SpawnOrder, 'argv' | 'cwd' | 'env'>): Resolved {
  return findBadText(order) ?? findBadFolder(order.cwd) ?? findProgram(order)
}

// MAX_ARG_STRLEN of Linux: 32 pages, the closing NUL included.
const longestText = 131_071

function findBadText({ argv, cwd, env }: Pick<SpawnOrder, 'argv' | 'cwd' | 'env'>): SpawnFailure | undefined {
  const texts = [
    ...argv.map((text, index) => ({ name: index === 0 ? 'the command' : `argument ${index}`, text })),
    { name: 'the working directory', text: cwd },
    ...Object.entries(env).map(([name, value]) => ({ name: `the variable ${name}`, text: `${name}=${value}` })),
  ]
  const broken = texts.find(({ text }) => text.includes('\0'))
  if (broken) return failure('EINVAL', `${broken.name} contains a NUL, which ends a text for the system`)
  const long = texts.find(({ text }) => text.length * 3 > longestText && Buffer.byteLength(text) > longestText)
  return (
    long && failure('E2BIG', `${long.name} is ${Buffer.byteLength(long.text)} bytes long; ${longestText} is the most`)
  )
}

function findBadFolder(cwd: string): SpawnFailure | undefined {
  const errno = errnoOf(() => {
    if (!statSync(cwd).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    accessSync(cwd, constants.X_OK)
  })
  return errno === undefined ? undefined : failure(errno, `the working directory ${cwd} ${describe(errno)}`)
}

function findProgram({ argv: [name], cwd, env }: Pick<SpawnOrder, 'argv' | 'cwd' | 'env'>): Resolved {
  if (name === '') return failure('ENOENT', 'the command is empty')
  if (name.includes('/')) return tryProgram(resolve(cwd, name), cwd)
  const folders = (env['PATH'] ?? pathWithoutPath).split(':')
  const files = folders.map(folder => resolve(cwd, folder, name)).filter(file => existsSync(file))
  const tried = files.map(file => tryProgram(file, cwd))
  return (
    tried.find(({ ok }) => ok) ?? tried[0] ?? failure('ENOENT', `no program ${name} in ${describePath(env['PATH'])}`)
  )
}

// What execvp(3) takes when there is no PATH.
const pathWithoutPath = '/bin:/usr/bin'

function describePath(path: string | undefined): string {
  if (path === undefined) return `${pathWithoutPath} (the run has no PATH)`
  return path === '' ? 'the working directory (the PATH of the run is empty)' : `the run's PATH (${path})`
}

function tryProgram(file: string, cwd: string): Resolved {
  const errno = errnoOf(() => {
    if (!statSync(file).isFile()) throw Object.assign(new Error(), { code: 'EISDIR' })
    accessSync(file, constants.X_OK)
  })
  return errno ? failure(errno, `${file} ${describe(errno)}`) : (findBadInterpreter(file, cwd) ?? { ok: true })
}

// A script whose interpreter is missing fails with the ENOENT of something else than its own name.
function findBadInterpreter(file: string, cwd: string): SpawnFailure | undefined {
  const interpreter = readInterpreter(file)
  if (interpreter === undefined) return undefined
  const errno = errnoOf(() => accessSync(resolve(cwd, interpreter), constants.X_OK))
  if (!errno) return undefined
  return failure(errno, `${file} is a script for ${JSON.stringify(interpreter)}, which ${describe(errno)}`)
}

// BINPRM_BUF_SIZE of Linux: the kernel looks no further for the name.
const firstLineBytes = 256

function readInterpreter(file: string): string | undefined {
  const bytes = Buffer.alloc(firstLineBytes)
  try {
    const fd = openSync(file, 'r')
    try {
      readSync(fd, bytes, 0, firstLineBytes, 0)
    } finally {
      closeSync(fd)
    }
  } catch {
    // A program may be executable and not readable: then it is no script.
    return undefined
  }
  return /^#![ \t]*([^ \t\n\0]+)/.exec(bytes.toString())?.[1]
}

function errnoOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
  }
}

const phrases = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'is not a folder, or lies below something that is none'],
  ['EISDIR', 'is not a file that can be executed'],
  ['EACCES', 'may not be executed or entered by this user'],
  ['ELOOP', 'is a circle of symbolic links'],
  ['ENAMETOOLONG', 'has a name that is too long'],
])

function describe(errno: string): string {
  return phrases.get(errno) ?? `cannot be used (${errno})`
}

function failure(errno: string, message: string): SpawnFailure {
  return { ok: false, errno, message }
}
