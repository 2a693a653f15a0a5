import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineWidth, toPlain } from '../../../src/tui/line.ts'
import { headerRow } from '../../../src/tui/panels/header/rows.ts'
import { nowOf, using } from '../screen/now.ts'
import { began, make, shop } from '../screen/records.ts'

const usage = [['run_api', using(0.34, 812e6)] as const]
const at = (columns: number, workers = shop()) =>
  toPlain(headerRow(nowOf(workers, { usage, size: { columns, rows: 24 } })))

describe('the header', () => {
  it('takes exactly the width of the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 250 }), columns => {
        expect(lineWidth(headerRow(nowOf(shop(), { usage, size: { columns, rows: 24 } })))).toBe(columns)
      }),
    )
  })

  it('names the project, counts the workers of each word, what is wrong first, and says what all use', () => {
    const counts = '1 killed · 1 backoff · 1 stopping · 2 ready · 2 running · 1 completed · 1 idle'
    expect(at(120).trim()).toMatch(new RegExp(`^skep · acme-shop +${counts}   cpu  34%  mem 774M$`))
  })

  it('leaves out the use before the counts, and the counts that matter least first', () => {
    expect(at(80)).toContain('1 killed · 1 backoff · 1 stopping …')
    expect(at(60)).toMatch(/1 killed · 1 backoff · 1 stopping …/)
    expect(at(60)).not.toContain('cpu')
    expect(at(60, [make('api', { run: began.running(0) })])).toMatch(/1 running {3}cpu/)
  })

  it('says when the runtime is gone', () => {
    const { living, screen } = nowOf(shop())
    expect(toPlain(headerRow({ living: { ...living, connection: 'closed' }, screen }))).toContain('the runtime is gone')
  })
})
