import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyse } from '../../../src/log/search/analysis.ts'

test.each([
  ['plain text', 'connection refused', 'connection refused'],
  ['the longest row', String.raw`\d+ms in (foo|bar) while more`, ' while more'],
  ['escaped signs', String.raw`GET \/api\.v1`, 'GET /api.v1'],
  ['what is repeated at least once', 'abc+', 'abc'],
  ['not what may be left out', 'colou?r', 'colo'],
  ['nor what is repeated any number of times', 'ab*cde{0,2}', 'cd'],
  ['nor what is in a group', '(?:retry )?failed', 'failed'],
  ['nor what is only looked at', '(?!debug)error', 'error'],
])('a text that every match has: %s', (_, source, literal) => {
  expect(analyse(source).literal).toBe(literal)
})

test.each(['a|bcd', String.raw`\x41bc`, String.raw`\u0041bc`, String.raw`\d+`, 'a', '[abc]', '(abc)'])(
  'no text where none is easily seen: %s',
  source => {
    expect(analyse(source).literal).toBeUndefined()
  },
)

const pieces = fc.constantFrom(
  ...['a', 'b', 'ab', 'a+', 'b*', 'a?', '(?:ab)?', '(a|b)', '[^a]', '[^-b]', '[ab]', '.', '.*', '^', '$', '|'],
  ...[
    String.raw`\s`,
    String.raw`\S`,
    String.raw`\W`,
    String.raw`\D`,
    String.raw`\b`,
    'a{2}',
    '(?=b)',
    '(?!b)',
    String.raw`\.`,
  ],
)
const sources = fc
  .array(pieces, { maxLength: 5 })
  .map(all => all.join(''))
  .filter(isExpression)

test('every line that matches has the text, and is found among many lines at once', () => {
  fc.assert(
    fc.property(sources, fc.array(fc.stringMatching(/^[ab. ]{0,5}$/), { minLength: 1 }), (source, lines) => {
      const { literal, overLines } = analyse(source)
      for (const [at, line] of lines.entries()) {
        if (!new RegExp(source).test(line)) continue
        expect(line).toContain(literal ?? '')
        if (overLines === undefined) continue
        expect([source, lines, placesOf(new RegExp(overLines, 'gm'), lines)]).toEqual([
          source,
          lines,
          expect.arrayContaining([at]),
        ])
      }
    }),
    { numRuns: 2_000 },
  )
})

/** The lines in which a match begins, when each line is tried from its beginning. */
function placesOf(pattern: RegExp, lines: readonly string[]): number[] {
  const text = lines.join('\n')
  const found: number[] = []
  let start = 0
  for (const [at, line] of lines.entries()) {
    pattern.lastIndex = start
    const match = pattern.exec(text)
    if (match && match.index <= start + line.length) found.push(at)
    start += line.length + 1
  }
  return found
}

function isExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}
