/**
 * What a person typed to search for, as an expression; as plain text where it is none. Without a capital letter in it, it finds both
 * cases. Empty is nothing to search for.
 */
export function toPattern(text: string): RegExp | undefined {
  if (text === '') return undefined
  const flags = /\p{Lu}/u.test(text) ? 'gu' : 'giu'
  try {
    return new RegExp(text, flags)
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), flags)
  }
}

/** A stretch of text, from a unit up to another. */
export type Range = { readonly from: number; readonly to: number }

/** More in one line nobody looks at one by one. */
const mostInLine = 1000

/** Where a text matches; what matches nothing (an empty stretch) is no match. */
export function findMatches(text: string, pattern: RegExp): readonly Range[] {
  const ranges: Range[] = []
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found !== '') ranges.push({ from: index, to: index + found.length })
    if (ranges.length === mostInLine) break
  }
  return ranges
}
