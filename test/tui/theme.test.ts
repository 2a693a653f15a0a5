import { describe, expect, it } from 'vitest'
import { span, type Tone } from '../../src/tui/line.ts'
import { paintLine, type ThemeName, toTheme } from '../../src/tui/theme.ts'

const names: readonly ThemeName[] = ['normal', 'contrast']
const tonesOf = (name: ThemeName, colours: boolean): readonly [string, string][] =>
  Object.keys(toTheme(name, colours)).map(tone => [tone, paintLine([span('x', tone as Tone)], toTheme(name, colours))])

describe.each(names)('the theme %s', name => {
  it('uses the sixteen colours of the person, and no others', () => {
    for (const [, painted] of tonesOf(name, true))
      for (const [, codes = ''] of painted.matchAll(/\x1b\[([\d;]*)m/g))
        expect(codes).toMatch(/^(?:(?:1|2|7|22|27|39|3[0-7]|9[0-7])(?:;|$))*$/)
  })

  it('has no colour at all when there is to be none', () => {
    for (const [, painted] of tonesOf(name, false)) expect(painted).not.toMatch(/\x1b\[[\d;]*(?:3\d|9\d)m/)
  })

  it('ends each piece in the default style', () => {
    for (const [, painted] of tonesOf(name, true)) {
      const [on = '', off = ''] = [...painted.matchAll(/\x1b\[([\d;]*)m/g)].map(([, codes = '']) => codes)
      expect(off.split(';').length).toBe(on.split(';').length)
    }
  })
})
