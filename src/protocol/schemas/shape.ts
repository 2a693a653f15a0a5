import * as z from 'zod'

/** What a value from outside must look like. */
export type Schema<Known> = z.ZodType<Known>

// zod hands a message through as it is: here it is always what was expected, as the end of "takes …".

/** A text of so many characters, blank or not. */
export function text(most: number): Schema<string> {
  const error = `a text of at most ${most} characters`
  return z.string({ error }).max(most, { error })
}

export type TextRule = {
  readonly is: (text: string) => boolean
  readonly most: number
  readonly expected: string
  /** The words that it can be, where they can be listed: for "did you mean". */
  readonly words?: readonly string[]
}

/** A text that keeps to a rule, of which one that is too long is not asked. */
export function textThat({ is, most, expected: error, words }: TextRule): Schema<string> {
  return z.string({ error }).max(most, { error, abort: true }).refine(is, { error, params: { words } })
}

/** A text of a type that is narrower than any text. */
export function textOf<Known extends string>(
  isKnown: (text: string) => text is Known,
  expected: string,
): Schema<Known> {
  // The guard has said that it is one, which zod does not take from it.
  return z.string({ error: expected }).refine(isKnown, { error: expected }) as unknown as Schema<Known>
}

/** `true` or `false`. */
export const flag: Schema<boolean> = z.boolean({ error: '`true` or `false`' })

/** A whole number between two others, both included. */
export function whole(from: number, to: number): Schema<number> {
  const error =
    to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from} on` : `a whole number from ${from} to ${to}`
  // Minus zero would not survive the next way through JSON.
  return z
    .int({ error })
    .min(from, { error })
    .max(to, { error })
    .overwrite(number => number + 0)
}

/** One of a type's words: the compiler sees to it that none is left out. */
export function oneOf<Word extends string>(words: { readonly [One in Word]: One }): Schema<Word> {
  return z.enum(words, { error: `one of ${quoteAll(Object.keys(words))}` })
}

/** A list of the same thing; one that is too long is not looked into. */
export function list<Item>(item: Schema<Item>, most: number, what: string): Schema<readonly Item[]> {
  const error = `a list of at most ${most} ${what}`
  return z.array(z.unknown(), { error }).max(most, { error }).pipe(z.array(item).max(most))
}

/** One of two shapes; what is said of the one that fits further in is what is told. */
export function either<One, Other>(one: Schema<One>, other: Schema<Other>, expected: string): Schema<One | Other> {
  return z.union([one, other], { error: expected })
}

/** A field that may be left out. */
export type Optional<Known> = { readonly mayBeLeftOut: Schema<Known> }

/** Lets a field be left out; where it is there, it is not undefined. */
export function optional<Known>(mayBeLeftOut: Schema<Known>): Optional<Known> {
  return { mayBeLeftOut }
}

type Field<Known, Name extends keyof Known> =
  Record<never, never> extends Pick<Known, Name> ? Optional<Known[Name]> : Schema<Known[Name]>

/** The schema of each field of an object, none left out: who adds a field to a type says here what it may hold. */
export type Fields<Known> = { readonly [Name in keyof Known]-?: Field<Known, Name> }

/** An object of such fields and no others. */
export function object<Known extends object>(fields: Fields<Known>): Schema<Known> {
  const named = Object.entries<Optional<unknown> | Schema<unknown>>(fields)
  const shapes = named.map(([name, field]) => [
    name,
    'mayBeLeftOut' in field ? field.mayBeLeftOut.exactOptional() : field,
  ])
  const shape = z.strictObject(Object.fromEntries(shapes), {
    error: issue => (issue.code === 'unrecognized_keys' ? Object.keys(fields).join(' ') : 'an object'),
  })
  // As: the types of the fields, which were held against the type, are lost on the way through the list of entries.
  return shape as unknown as Schema<Known>
}

/** One of several objects, told apart by the word under `kind`: the compiler sees to it that none is left out. */
export function tagged<Known extends { readonly kind: string }>(
  shapes: {
    readonly [Kind in Known['kind']]: Schema<Extract<Known, { readonly kind: Kind }>>
  },
): Schema<Known> {
  const known = `one of ${quoteAll(Object.keys(shapes))}`
  const error = (issue: { readonly code: string | undefined }): string =>
    issue.code === 'invalid_union' ? known : `an object whose \`kind\` is ${known}`
  // As: that each of them is an object with its `kind` follows from the type, which does not say it of the schema.
  const options = Object.values(shapes) as unknown as [z.ZodObject, ...z.ZodObject[]]
  return z.discriminatedUnion('kind', options, { error }) as unknown as Schema<Known>
}

/** A word that names one of several objects. */
export function word<const Only extends string>(only: Only): Schema<Only> {
  return z.literal(only, { error: `\`${only}\`` })
}

function quoteAll(words: readonly string[]): string {
  return words.map(one => `\`${one}\``).join(', ')
}
