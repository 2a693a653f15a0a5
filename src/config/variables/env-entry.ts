import type { Words } from '../text/problem.ts'

const allowed = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What the name of a variable looks like, for the sentence that refuses one. */
export const envNameRule: string = 'a letter or `_`, then letters, digits or `_`'

/** Whether a text can name a variable that a shell can use (and that is an own key of an object of ours). */
export function isEnvName(name: string): boolean {
  return allowed.test(name) && name !== '__proto__'
}

// One entry, `NAME=value` and a final NUL, has to fit into 128 KiB (platform.md 15).
const largestEntry = 128 * 1024
// More would not fit into what the kernel hands to a program anyway.
const mostVariables = 1_000
const ownNames = ['SKEP_RUN_ID', 'SKEP_WORKER', 'SKEP_SOCKET', 'SKEP_REPLICA']

/** Why a variable cannot be given to a program; undefined when it can. Its value may be a secret and is not told. */
export function refuseEntry(name: string, value: string): Words | undefined {
  if (ownNames.includes(name))
    return { message: `\`${name}\` is set by skep for each run`, hint: 'choose another name' }
  if (value.includes('\0'))
    return { message: `the value of \`${name}\` holds a NUL character, which no program can get` }
  if (Buffer.byteLength(`${name}=${value}`) < largestEntry) return undefined
  return { message: `\`${name}\` is longer than the 128KiB that a program can get`, hint: 'put it into a file' }
}

/** Why so many variables cannot be given to a program; undefined when they can. */
export function refuseCount(count: number): Words | undefined {
  return count > mostVariables
    ? { message: `${count} variables, of which a program can get ${mostVariables}` }
    : undefined
}
