import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeDollars } from '../../../src/config/importing/document.ts'
import { toWorkerNames } from '../../../src/config/importing/names.ts'
import { operate, parseSubstitutions } from '../../../src/config/importing/process-compose/envsubst.ts'
import { renderGoTemplate } from '../../../src/config/importing/process-compose/go-template.ts'
import { toKeys } from '../../../src/config/importing/process-compose/keys.ts'
import { parseTemplate } from '../../../src/config/variables/template.ts'

function render(text: string): string {
  const values = { FRUIT: 'apple', COUNT: 2, NONE: 0, OPEN: true, SHUT: false, OVEN: { HEAT: 180 } }
  const rendered = renderGoTemplate(text, { values, prepare: action => action })
  return rendered.ok ? rendered.text : `not carried out: ${rendered.why}`
}

test.each([
  ['no template', 'no template'],
  ['{{.FRUIT}} and {{ .COUNT }}', 'apple and 2'],
  ['{{.OVEN.HEAT}}', '180'],
  ['a {{- .FRUIT -}} b', 'aappleb'],
  ['{{ "{{.FRUIT}}" }}', '{{.FRUIT}}'],
  ['{{ `a "b"` }}', 'a "b"'],
  ['{{if .OPEN}}yes{{else}}no{{end}}', 'yes'],
  ['{{if .SHUT}}yes{{else}}no{{end}}', 'no'],
  ['{{if .SHUT}}1{{else if .OPEN}}2{{else}}3{{end}}', '2'],
  ['{{if .SHUT}}{{if .OPEN}}1{{end}}{{else}}{{if .OPEN}}2{{end}}{{end}}', '2'],
  ['{{if and .OPEN (not .NONE)}}yes{{end}}', 'yes'],
  ['{{or "" .FRUIT}}', 'apple'],
  ['{{if eq .FRUIT "apple" }}yes{{end}}', 'yes'],
  ['{{/* a comment */}}x', 'x'],
])('of a Go template, %s is %s', (text, expected) => {
  expect(render(text)).toBe(expected)
})

test.each([
  '{{.NONE_OF_IT}}',
  '{{range .X}}{{end}}',
  '{{.FRUIT',
  '{{end}}',
  '{{if .OPEN}}',
  '{{printf "%s" .FRUIT}}',
  '{{.FRUIT | upper}}',
  '{{}}',
  '{{.OVEN}}',
])('a Go template with %s is not carried out', text => {
  expect(render(text)).toContain('not carried out: ')
})

test.each([
  ['', '', 'ada', 'ada'],
  [':-', 'x', '', 'x'],
  [':=', 'x', 'ada', 'ada'],
  ['^', '', 'ada', 'Ada'],
  ['^^', '', 'ada', 'ADA'],
  [',', '', 'ADA', 'aDA'],
  [',,', '', 'ADA', 'ada'],
  ['length', '', 'ada', '3'],
  [':', '1', 'apple', 'pple'],
  [':', '1:2', 'apple', 'pp'],
  ['#', '*/', 'a/b/c', 'b/c'],
  ['##', '*/', 'a/b/c', 'c'],
  ['%', '/*', 'a/b/c', 'a/b'],
  ['%%', '/*', 'a/b/c', 'a'],
  ['%', '?', 'apple', 'appl'],
  ['/', 'p/b', 'apple', 'abple'],
  ['//', 'p/b', 'apple', 'abble'],
  ['//', 'p', 'apple', 'ale'],
  ['/#', 'a/u', 'aha', 'uha'],
  ['/%', 'a/u', 'aha', 'ahu'],
  ['/', String.raw`\//-`, 'a/b', 'a-b'],
  ['#', 'zz', 'apple', 'apple'],
] as const)('the operator %s with %s makes of %s %s', (...[operator, operand, value, expected]) => {
  expect(operate(value, operator, operand)).toBe(expected)
})

test('a pattern of many stars takes no long', () => {
  expect(operate('a'.repeat(2_000), '##', `${'*a'.repeat(50)}b`)).toBe('a'.repeat(2_000))
})

test('variables are found, and what is none is text', () => {
  expect(parseSubstitutions('a $$ $B ${C} ${D:-${E}x} ${} ${F', false)).toEqual([
    { kind: 'text', text: 'a $ $B ' },
    { kind: 'variable', name: 'C', operator: '', operand: '', written: '${C}' },
    { kind: 'text', text: ' ' },
    { kind: 'variable', name: 'D', operator: ':-', operand: '${E}x', written: '${D:-${E}x}' },
    { kind: 'text', text: ' ${} ${F' },
  ])
})

test('where no shell fills it in, a name behind a dollar sign is a variable too', () => {
  expect(parseSubstitutions('$$A $B1! $1 $', true)).toEqual([
    { kind: 'text', text: '$A ' },
    { kind: 'variable', name: 'B1', operator: '', operand: '', written: '$B1' },
    { kind: 'text', text: '! $1 $' },
  ])
})

test.each([
  ['q', ['q']],
  ['\\x03', ['C-c']],
  ['a b\\r', ['a', 'Space', 'b', 'Enter']],
  ['\\e:q\\n', ['Escape', ':', 'q', 'C-j']],
])('what is typed as %s are the keys %s', (written, keys) => {
  expect(toKeys(written)).toEqual(keys)
})

test('a text that is escaped means itself', () => {
  const text = fc.array(fc.constantFrom('$', '{', '}', 'A', ':-', ' ')).map(pieces => pieces.join(''))
  fc.assert(
    fc.property(text, written => {
      const template = parseTemplate(escapeDollars(written))
      expect(template.ok && template.pieces.map(piece => piece.kind === 'literal' && piece.text).join('')).toBe(written)
    }),
  )
})

test('names that cannot be names become some, each another one, and the others stay', () => {
  const names = toWorkerNames(['my db', 'my-db', 'my  db', 'api', '%%', 'run_1', 'x'.repeat(80), ''])
  expect([...names.values()]).toEqual([
    'my-db-2',
    'my-db',
    'my-db-3',
    'api',
    'worker',
    'w-run_1',
    'x'.repeat(64),
    'worker-2',
  ])
})
