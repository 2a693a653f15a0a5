import { stripAll } from '../../core/sanitise.ts'
import type { Path } from './extent.ts'

/** A place in the params as a person would write it: `workers[3]`, `spec.stop.graceMs`. */
export function toPlace(path: Path): string {
  const steps = path.slice(0, mostSteps).map(toStep).join('').replace(/^\./, '')
  return path.length > mostSteps ? `${steps}…` : steps
}

// Nothing that is known lies deeper.
const mostSteps = 8

function toStep(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`
  const name = String(step)
  return /^[\w-]{1,40}$/.test(name) ? `.${name}` : `[${quote(cut(name))}]`
}

/** What stands at a place of the params. */
export function valueAt(params: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (isIndexable(inner) ? inner[step] : undefined), params)
}

function isIndexable(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}

/** What was found at a place, in a few words. Long texts may be anything, and variables may be secrets: they are only counted. */
export function describeFound(found: unknown, path: Path): string {
  switch (typeof found) {
    case 'undefined':
      return 'nothing'
    case 'string':
      return found.length > longestShown || isSecret(path)
        ? `a text of ${found.length} characters`
        : `the text ${quote(found)}`
    case 'number':
      return isSecret(path) ? 'a number' : `the number ${found}`
    case 'boolean':
      return `\`${found}\``
    case 'object':
      return describeObject(found)
    default:
      return `a ${typeof found}`
  }
}

function describeObject(found: object | null): string {
  if (found === null) return '`null`'
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : `a list of ${found.length}`
  return 'an object'
}

const longestShown = 40

function isSecret(path: Path): boolean {
  return path.includes('env') || path.includes('declaredEnv')
}

function cut(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

/** A short text in quotes, without what would steer a terminal. */
function quote(text: string): string {
  return JSON.stringify(stripAll(text))
}
