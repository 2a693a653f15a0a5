import { expect, test } from 'vitest'
import { openMatcher } from '../../src/log/match.ts'

test('lines that match are told by their places, again and again', () => {
  const { among } = openMatcher({ source: 'b+' })
  expect([among(['abb', 'c', 'b']), among(['b', 'a']), among([])]).toEqual([[0, 2], [0], []])
})

test('a literal is taken as it is, and capitals count unless they are not to', () => {
  expect(openMatcher({ source: 'a.b(', literal: true }).among(['a.b(', 'axb('])).toEqual([0])
  expect(openMatcher({ source: 'A.B(', literal: true, ignoreCase: true }).among(['a.b(', 'axb('])).toEqual([0])
  expect(openMatcher({ source: 'É', ignoreCase: true }).among(['é'])).toEqual([0])
})

test('the first match comes with what its groups captured', () => {
  const { find } = openMatcher({ source: String.raw`port (?<port>\d+)(x)?` })
  expect(find('on port 80, port 81')).toEqual({ text: 'port 80', captures: ['80', undefined], groups: { port: '80' } })
  expect(find('nothing')).toBeUndefined()
})

test('what is to be marked are all matches that show', () => {
  const matcher = openMatcher({ source: 'a*' })
  matcher.among(['aa'])
  expect(matcher.spans('aab a')).toEqual([
    { from: 0, to: 2 },
    { from: 4, to: 5 },
  ])
})

test('an expression that would take for ever is broken off and refused, and what comes after it works', () => {
  for (const [source, endless] of [
    ['^(a+)+$', `${'a'.repeat(50)}!`],
    ['(.*)*x', 'y'.repeat(60_000)],
    [String.raw`(\w|\w\w)+;`, 'w'.repeat(80)],
  ] as const) {
    const matcher = openMatcher({ source }, 50)
    expect(() => matcher.among(['fine', endless])).toThrow(/was not done after 0.05 s/)
    expect(matcher.among(['fine'])).toEqual([])
    expect(openMatcher({ source: 'fine' }).among(['fine'])).toEqual([0])
  }
})

test('a wrong expression is refused with the reason', () => {
  expect(() => openMatcher({ source: '(' })).toThrow('( is not a regular expression: Unterminated group')
  expect(() => openMatcher({ source: 'a{3,1}' })).toThrow(/out of order/)
})
