import type * as z from 'zod'
import type { Path } from './extent.ts'
import type { Schema } from './shape.ts'

/** What a schema does not allow, and where. */
export type Complaint = { readonly path: Path } & (
  | { readonly kind: 'value'; readonly expected: string; readonly words: readonly string[] }
  | { readonly kind: 'name'; readonly expected: string }
  | { readonly kind: 'unknown-name'; readonly known: readonly string[] }
)

export type Judgement<Known> =
  | { readonly ok: true; readonly value: Known }
  | { readonly ok: false; readonly complaint: Complaint }

/** Holds a value against a schema; of all that is wrong it tells what explains the most. */
export function judge<Known>(schema: Schema<Known>, value: unknown): Judgement<Known> {
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, complaint: toComplaint(mostTelling(result.error.issues)) }
}

type Issue = z.core.$ZodIssue

// When a name is mistyped, another one is missing: the mistake is in what is there.
function mostTelling(issues: readonly Issue[]): Issue {
  const telling = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (telling) return telling
  throw new Error('a value was refused without a reason')
}

function toComplaint(issue: Issue): Complaint {
  const { path, message: expected } = issue
  switch (issue.code) {
    case 'unrecognized_keys':
      return { kind: 'unknown-name', path: [...path, ...issue.keys.slice(0, 1)], known: expected.split(' ') }
    case 'invalid_value':
      return { kind: 'value', path, expected, words: issue.values.map(String) }
    case 'invalid_union':
      return toUnionComplaint(issue)
    case 'custom':
      if (issue.params?.['isName'] === true) return { kind: 'name', path, expected }
      return { kind: 'value', path, expected, words: issue.params?.['words'] ?? [] }
    default:
      return { kind: 'value', path, expected, words: [] }
  }
}

// When the value got into one of two shapes, what is wrong inside it is meant; else both are what was expected.
function toUnionComplaint(issue: z.core.$ZodIssueInvalidUnion): Complaint {
  const { path, message: expected, errors } = issue
  const words = 'options' in issue ? issue.options : undefined
  const entered = errors.find(issues => issues.some(inner => inner.path.length > 0))
  if (!entered) return { kind: 'value', path, expected, words: words?.map(String) ?? [] }
  const inner = toComplaint(mostTelling(entered))
  return { ...inner, path: [...path, ...inner.path] }
}
