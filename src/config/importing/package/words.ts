/** What a command line of a known program says: its options, and the words that are none. */
export type Said = { readonly options: ReadonlyMap<string, string>; readonly words: readonly string[] }

/** The options of a program that are understood; `value` says that one takes a value. */
export type Known = Readonly<Record<string, { readonly name: string; readonly value?: true }>>

/** Reads the words behind a program; undefined when there is an option among them that is not understood. */
export function readSaid(words: readonly string[], known: Known): Said | undefined {
  const options = new Map<string, string>()
  const rest: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) {
      rest.push(word)
      continue
    }
    const [flag = '', ...values] = word.split('=')
    const option = Object.hasOwn(known, flag) ? known[flag] : undefined
    if (!option || (!option.value && values.length > 0)) return undefined
    if (option.value && values.length === 0) index += 1
    options.set(option.name, option.value ? (values.length > 0 ? values.join('=') : (words[index] ?? '')) : '')
  }
  return { options, words: rest }
}
