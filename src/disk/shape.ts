/** Makes a value known, field by field, as a new one; what does not fit is a `Misfit`. */
export type Shape<Known> = (value: unknown) => Known

/** What is wrong with a kept record, and where in it. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
}

/** A text. */
export const text: Shape<string> = value => (typeof value === 'string' ? value : misfit('a text', value))

/** A number that is one. */
export const count: Shape<number> = value =>
  typeof value === 'number' && Number.isFinite(value) ? value : misfit('a number', value)

/** Not looked at here. */
export const anything: Shape<unknown> = value => value

/** Yes or no. */
export const flag: Shape<boolean> = value => (typeof value === 'boolean' ? value : misfit('true or false', value))

/** A text with a known beginning, like an id. */
export function startsWith<Start extends string>(start: Start): Shape<`${Start}${string}`> {
  return value => (isStarting(value, start) ? value : misfit(`a text that begins with ${start}`, value))
}

function isStarting<Start extends string>(value: unknown, start: Start): value is `${Start}${string}` {
  return typeof value === 'string' && value.startsWith(start)
}

/** One word. */
export function word<Word extends string>(only: Word): Shape<Word> {
  return value => (value === only ? only : misfit(only, value))
}

/** One of a type's words, the names of a record: the compiler sees to it that none is left out. */
export function oneOf<Word extends string>(words: Readonly<Record<Word, unknown>>): Shape<Word> {
  const isOne = (value: unknown): value is Word => typeof value === 'string' && Object.hasOwn(words, value)
  return value => (isOne(value) ? value : misfit(`one of ${Object.keys(words).join(', ')}`, value))
}

/** The one or the other. */
export function either<One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> {
  return value => {
    try {
      return one(value)
    } catch {
      return other(value)
    }
  }
}

/** JSON leaves out what is undefined, SQL keeps it as null. */
export function optional<Known>(shape: Shape<Known>): Shape<Known | undefined> {
  return value => (value === undefined || value === null ? undefined : shape(value))
}

/** A list of such values. */
export function list<Known>(shape: Shape<Known>): Shape<readonly Known[]> {
  return value =>
    Array.isArray(value) ? value.map((item, at) => within(`${at}`, shape, item)) : misfit('a list', value)
}

/** Such values by name. */
export function mapOf<Known>(shape: Shape<Known>): Shape<Readonly<Record<string, Known>>> {
  return value =>
    Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, one]) => [name, within(name, shape, one)]))
}

/** A field that may be left out. */
export type Optional<Known> = { readonly mayBeLeftOut: Shape<Known> }

/** Lets a field be left out; where it is there, it is not undefined. */
export function leftOut<Known>(mayBeLeftOut: Shape<Known>): Optional<Known> {
  return { mayBeLeftOut }
}

type Field<Known, Name extends keyof Known> =
  Record<never, never> extends Pick<Known, Name> ? Optional<NonNullable<Known[Name]>> : Shape<Known[Name]>

/** The shape of each field of a record, none left out: a new field must say how it is read from old rows. */
export type Fields<Known> = { readonly [Name in keyof Known]-?: Field<Known, Name> }

/** A record of such fields; others are dropped. */
export function object<Known extends object>(fields: Fields<Known>): Shape<Known> {
  const shapes = Object.entries<Optional<unknown> | Shape<unknown>>(fields)
  return value => {
    const found = fieldsOf(value)
    const known: Record<string, unknown> = {}
    for (const [name, field] of shapes) {
      if (!('mayBeLeftOut' in field)) known[name] = within(name, field, found[name])
      else if (found[name] !== undefined) known[name] = within(name, field.mayBeLeftOut, found[name])
    }
    // The type of the fields says that each of them is there and of its type.
    return known as Known
  }
}

/** One of several records, told apart by the word in one field. */
export function tagged<Known extends Readonly<Record<Tag, string>>, Tag extends string>(
  tag: Tag,
  shapes: { readonly [Word in Known[Tag]]: Shape<Extract<Known, Readonly<Record<Tag, Word>>>> },
): Shape<Known> {
  const byWord = new Map<unknown, Shape<Known>>(Object.entries<Shape<Known>>(shapes))
  return value => {
    const found = fieldsOf(value)[tag]
    const shape = byWord.get(found)
    return shape ? shape(value) : misfit(`${tag} to be one of ${[...byWord.keys()].join(', ')}`, found)
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : misfit('a record', value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is wrong with a part is told with its name. */
export function within<Known>(name: string, shape: Shape<Known>, value: unknown): Known {
  try {
    return shape(value)
  } catch (problem) {
    throw problem instanceof Misfit ? new Misfit(`${name}: ${problem.message}`) : problem
  }
}

function misfit(expected: string, found: unknown): never {
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found) ?? typeof found)
  throw new Misfit(`expected ${expected}, found ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`)
}
