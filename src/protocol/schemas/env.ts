import * as z from 'zod'
import type { Schema } from './shape.ts'

const mostVariables = 10_000
const longestName = 4_096
// No system hands more to a program in one piece.
const longestValue = 2 ** 20

const expected = `an object of at most ${mostVariables} texts by name`
const expectedName = `a name of 1 to ${longestName} characters, without \`=\` and NUL`
const expectedValue = `a text of at most ${longestValue} characters, without NUL`

/**
 * Variables for a program. Most of all values that come through the door are of these, a hundred a worker: they are
 * looked at one by one without a schema for each.
 */
export const env: Schema<Readonly<Record<string, string>>> = z
  .custom<Readonly<Record<string, string>>>(isObject, { error: expected })
  .superRefine((found, context) => {
    const wrong = findWrong(found)
    if (wrong) context.addIssue({ code: 'custom', ...wrong })
  })
  .meta({ type: 'object', additionalProperties: { type: 'string' } })

/** `params` tells that it is the name that is wrong. */
type Wrong = {
  readonly path: PropertyKey[]
  readonly message: string
  readonly params?: { readonly isName: true }
}

function findWrong(found: Readonly<Record<string, unknown>>): Wrong | undefined {
  const variables = Object.entries(found)
  if (variables.length > mostVariables) return { path: [], message: expected }
  for (const [name, value] of variables) {
    if (!isName(name)) return { path: [name], message: expectedName, params: { isName: true } }
    if (!isValue(value)) return { path: [name], message: expectedValue }
  }
  return undefined
}

// What a client inherited may have names that no shell allows: only what would be read as another one is refused.
function isName(name: string): boolean {
  return name !== '' && name.length <= longestName && !name.includes('=') && !name.includes('\0')
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestValue && !value.includes('\0')
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
