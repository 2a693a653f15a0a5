/** Colours of the 16 that every terminal has, told apart well; red and green mean something and are left out. */
const colours = [36, 35, 34, 33, 96, 95, 94, 93] as const

export type PrefixStyle = {
  /** The names of all, in order: they make the width and the colour. */
  readonly names: readonly string[]
  readonly colour: boolean
}

/** What stands before each line of a worker. */
export function renderPrefix(name: string, { names, colour }: PrefixStyle): string {
  const width = Math.max(...names.map(({ length }) => length))
  const text = `${name.padEnd(width)} │ `
  return colour ? `\x1b[${colours[Math.max(0, names.indexOf(name)) % colours.length]}m${text}\x1b[0m` : text
}
