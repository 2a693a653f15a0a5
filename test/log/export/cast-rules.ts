import { expect } from 'vitest'

type Event = readonly [time: number, code: string, data: string]
export type Cast = { readonly header: Readonly<Record<string, unknown>>; readonly events: readonly Event[] }

/** Reads a recording and holds it against what docs.asciinema.org/manual/asciicast says of its version. */
export function readCast(text: string): Cast {
  const [first = '', ...lines] = text.trimEnd().split('\n')
  const header = JSON.parse(first)
  const events: Event[] = lines.map(line => JSON.parse(line))
  expect([2, 3]).toContain(header.version)
  if (header.version === 2) expect(header).toMatchObject({ width: expect.any(Number), height: expect.any(Number) })
  else expect(header.term).toMatchObject({ cols: expect.any(Number), rows: expect.any(Number) })
  const { cols = header.width, rows = header.height } = header.term ?? {}
  for (const whole of [cols, rows, header.timestamp]) expect(Number.isSafeInteger(whole) && whole > 0).toBe(true)
  for (const text of [header.command, header.title, ...Object.values(header.env)]) expect(text).toBeTypeOf('string')
  for (const event of events) checkEvent(event, header.version)
  if (header.version === 2) expect(events.map(([time]) => time)).toEqual(events.map(([time]) => time).sort(byNumber))
  return { header, events }
}

const codes = { 2: 'oirm', 3: 'oirmx' } as const

function checkEvent([time, code, data, ...rest]: readonly unknown[], version: 2 | 3): void {
  expect(rest).toEqual([])
  expect(time).toBeTypeOf('number')
  expect(Number(time)).toBeGreaterThanOrEqual(0)
  expect(codes[version]).toContain(code)
  expect(data).toBeTypeOf('string')
  if (code === 'r') expect(data).toMatch(/^\d+x\d+$/)
  if (code === 'x') expect(data).toMatch(/^\d+$/)
}

function byNumber(one: number, other: number): number {
  return one - other
}

/** What the output events say, one after the other. */
export function outputOf({ events }: Cast): string {
  return events.flatMap(([, code, data]) => (code === 'o' ? [data] : [])).join('')
}
