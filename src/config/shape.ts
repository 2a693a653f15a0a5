import { z } from 'zod'

/** What a value must look like, as data: files are checked by it, and the JSON schema for editors comes from it. */
export type Shape<Value> = z.ZodType<Value>
export type ShapeTable = Readonly<Record<string, z.ZodType>>

/** The values of a mapping's keys; those that are absent or wrong are undefined. */
export type ValuesOf<Table extends ShapeTable> = { readonly [Key in keyof Table]?: z.output<Table[Key]> | undefined }

/** Something that a shape does not allow, at a path. */
export type Complaint = { readonly path: readonly PropertyKey[] } & (
  | { readonly kind: 'value'; readonly expected: string; readonly hint: string | undefined }
  | { readonly kind: 'choice'; readonly expected: string; readonly words: readonly string[] }
  | { readonly kind: 'key'; readonly expected: string }
  | { readonly kind: 'unknown-key'; readonly known: readonly string[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'later'; readonly reason: string }
)

// zod hands a message through as it is: here it is always what was expected, as the end of "takes …".

/** Anything at all: what is looked at elsewhere. */
export const anything: Shape<unknown> = z.unknown()

/** Any text, blank ones too. */
export function line(expected: string): Shape<string> {
  return z.string({ error: expected })
}

/** A text that is not blank. */
export function text(expected = 'a text'): Shape<string> {
  return z.string({ error: expected }).regex(/\S/, { error: `${expected} that is not blank` })
}

/** A text, number or boolean, each to be taken as the text that stands in the file. */
export function word(expected = 'a text'): Shape<string | number | boolean> {
  return z.union([z.string(), z.number(), z.boolean()], { error: expected })
}

/** `true` or `false`. */
export const flag: Shape<boolean> = z.boolean({ error: '`true` or `false`' })

/** One of a few words. */
export function choice<const Word extends string>(...words: readonly [Word, ...Word[]]): Shape<Word> {
  return z.enum(words, { error: `one of ${words.map(name => `\`${name}\``).join(', ')}` })
}

/** A whole number between two others, both included. */
export function whole(from: number, to: number, error: string = `a whole number from ${from} to ${to}`): Shape<number> {
  return z.int({ error }).min(from, { error }).max(to, { error })
}

/** What reading a text came to. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly expected?: string; readonly hint?: string }

/** A text with a grammar of its own. */
export function parsed<Value>(expected: string, parse: (text: string) => Parsed<Value>): Shape<Value> {
  return z.string({ error: expected }).transform((written, context) => {
    const result = parse(written)
    if (result.ok) return result.value
    context.addIssue({ code: 'custom', message: result.expected ?? expected, params: { hint: result.hint } })
    return z.NEVER
  })
}

/** Any number of the same thing. */
export function listOf<Value>(item: Shape<Value>, expected: string): Shape<readonly Value[]> {
  return z.array(item, { error: expected })
}

/** One of two shapes that a look at the value's kind tells apart. */
export function either<One, Other>(expected: string, one: Shape<One>, other: Shape<Other>): Shape<One | Other> {
  return z.union([one, other], { error: expected })
}

export type Names = { readonly allow: (name: string) => boolean; readonly rule: string }

/** Any names that are allowed, each with the same shape. */
export function table<Value>(
  names: Names,
  value: Shape<Value>,
  expected: string,
): Shape<Readonly<Record<string, Value>>> {
  return z.record(z.string().refine(names.allow, { error: names.rule }), value, { error: expected })
}

/** Known keys, each with its shape; all may be absent but the required ones. */
export function mapping<Table extends ShapeTable>(
  keys: Table,
  required: readonly (keyof Table)[] = [],
): Shape<ValuesOf<Table>> {
  const shapes = Object.entries(keys).map(([key, shape]) => [key, required.includes(key) ? shape : shape.optional()])
  const shape = z.strictObject(Object.fromEntries(shapes), {
    error: issue => (issue.code === 'unrecognized_keys' ? Object.keys(keys).join(' ') : 'a mapping'),
  })
  // As: the types of the keys are lost on the way through the list of entries.
  return shape as unknown as Shape<ValuesOf<Table>>
}

/** A key that a later version will know: refused for now, so that nobody relies on what is not there. */
export function later(reason: string): Shape<unknown> {
  const refused = z.unknown().superRefine((_, context) => {
    context.addIssue({ code: 'custom', message: reason, params: { later: true } })
  })
  return refused.meta({ [laterMark]: true })
}

// By this the schema for editors knows what to leave out.
const laterMark = 'x-later'

/** A JSON schema, as data. */
export type JsonSchema = { readonly [key: string]: unknown }

/** A shape as a JSON schema of what may be written; keys of later versions are not in it. */
export function toJsonSchema(shape: Shape<unknown>): JsonSchema {
  const made = z.toJSONSchema(shape, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      dropLater(jsonSchema.properties)
      allowVariable(jsonSchema)
    },
  })
  return { ...made }
}

function dropLater(properties: Record<string, unknown> = {}): void {
  for (const [key, value] of Object.entries(properties)) {
    if (isIndexable(value) && value[laterMark] === true) delete properties[key]
  }
}

// Where only a few words are right, a variable may bring one of them in.
function allowVariable(schema: z.core.JSONSchema.BaseSchema): void {
  const { enum: words, type, ...rest } = schema
  if (!words || type !== 'string') return
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, rest, {
    anyOf: [
      { type, enum: words },
      { type, pattern: '\\$\\{' },
    ],
  })
}

/** A shape with the sentence that editors show for it. */
export function described<Value>(description: string, shape: Shape<Value>): Shape<Value> {
  return shape.meta({ description })
}

export type Judgement<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly complaints: readonly Complaint[] }

/** Holds a value against a shape. */
export function judge<Value>(shape: Shape<Value>, value: unknown): Judgement<Value> {
  const result = shape.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, complaints: result.error.issues.flatMap(issue => toComplaints(issue, value)) }
}

function toComplaints(issue: z.core.$ZodIssue, value: unknown): readonly Complaint[] {
  const { path, message: expected } = issue
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ kind: 'unknown-key', path: [...path, key], known: expected.split(' ') }))
    case 'invalid_key':
      return [{ kind: 'key', path, expected: issue.issues[0]?.message ?? expected }]
    case 'invalid_value':
      if (isMissing(issue, value)) return [{ kind: 'missing', path }]
      return [{ kind: 'choice', path, expected, words: issue.values.map(String) }]
    case 'invalid_union':
      return branchOf(issue, value).flatMap(inner => toComplaints({ ...inner, path: [...path, ...inner.path] }, value))
    case 'custom':
      if (issue.params?.['later'] === true) return [{ kind: 'later', path, reason: expected }]
      return [{ kind: 'value', path, expected, hint: toHint(issue.params?.['hint']) }]
    default:
      return [isMissing(issue, value) ? { kind: 'missing', path } : { kind: 'value', path, expected, hint: undefined }]
  }
}

// When one of two shapes got past the kind of the value, what it says is meant; else both are what was expected.
function branchOf(issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly z.core.$ZodIssue[] {
  const isText = typeof at(value, issue.path) === 'string'
  const entered = issue.errors.find(issues => issues.some(inner => isInside(inner) || (isText && isWrongWord(inner))))
  return entered ?? [{ code: 'custom', path: [], message: issue.message, input: undefined }]
}

function isInside(issue: z.core.$ZodIssue): boolean {
  if (issue.path.length > 0) return true
  if (issue.code === 'invalid_union') return issue.errors.some(issues => issues.some(isInside))
  return issue.code !== 'invalid_type' && issue.code !== 'invalid_value'
}

function isWrongWord({ code }: z.core.$ZodIssue): boolean {
  return code === 'invalid_value'
}

function isMissing({ path }: z.core.$ZodIssue, value: unknown): boolean {
  return path.length > 0 && at(value, path) === undefined
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, step) => (isIndexable(inner) ? inner[step] : undefined), value)
}

function isIndexable(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}

function toHint(hint: unknown): string | undefined {
  return typeof hint === 'string' ? hint : undefined
}
