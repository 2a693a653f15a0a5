import { expect, test } from 'vitest'
import { openTyping, viewOf } from './typing.ts'

test('without an attachment every mouse event is the screen’s, with its place counted from 0', () => {
  const { type, arrivals } = openTyping()
  type('\x1b[<0;1;2M\x1b[<32;3;2M\x1b[<0;3;2m\x1b[<64;4;5M\x1b[<65;4;5M\x1b[<35;9;9M\x1b[<2;1;1M')
  expect(arrivals().map(([what]) => what)).toEqual([
    'press left 0,1',
    'drag left 2,1',
    'release left 2,1',
    'wheel up 3,4',
    'wheel down 3,4',
    'move none 8,8',
    'press right 0,0',
  ])
})

test('the mouse of a terminal that only knows the old form is understood', () => {
  const { type, arrivals } = openTyping()
  type('\x1b[M !"\x1b[M#!"')
  expect(arrivals().map(([what]) => what)).toEqual(['press left 0,1', 'release none 0,1'])
})

test('a program gets what it asked for inside its pane, counted from its own corner; outside it is ours', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: viewOf({ mouse: 'click', mouseEncoding: 'sgr' }) })
  type('\x1b[<0;6;4M\x1b[<0;6;4m', '\x1b[<0;5;4M\x1b[<0;5;4m', '\x1b[<64;25;13M', '\x1b[<64;26;13M')
  expect(arrivals()).toEqual([
    ['program', '\x1b[<0;1;1M\x1b[<0;1;1m'],
    ['press left 4,3', ''],
    ['release left 4,3', ''],
    ['program', '\x1b[<64;20;10M'],
    ['wheel up 25,12', ''],
  ])
})

test('drags and moves go to a program that asked for them, and to nobody else when it asked for less', () => {
  const typed = '\x1b[<0;7;5M\x1b[<32;8;5M\x1b[<0;8;5m\x1b[<35;9;5M'
  const heard = { click: [0, 0], drag: [0, 32, 0], motion: [0, 32, 0, 35] }
  for (const mouse of ['click', 'drag', 'motion'] as const) {
    const { type, attach, arrivals } = openTyping()
    attach({ view: viewOf({ mouse, mouseEncoding: 'sgr' }) })
    type(typed)
    const [, text = ''] = arrivals()[0] ?? []
    expect([...text.matchAll(/<(\d+)/g)].map(([, code]) => Number(code))).toEqual(
      mouse === 'click' ? [0, 0] : heard[mouse],
    )
    expect(arrivals()).toHaveLength(1)
  }
})

test('what began inside the pane ends with the program, and what began outside ends with us', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: viewOf({ mouse: 'drag', mouseEncoding: 'sgr' }) })
  type('\x1b[<0;7;5M\x1b[<32;1;1M\x1b[<0;60;40m', '\x1b[<0;1;1M\x1b[<32;7;5M\x1b[<0;7;5m')
  expect(arrivals()).toEqual([
    ['program', '\x1b[<0;2;2M\x1b[<32;1;1M\x1b[<0;20;10m'],
    ['press left 0,0', ''],
    ['drag left 6,4', ''],
    ['release left 6,4', ''],
  ])
})

test('Shift keeps the mouse for the person', () => {
  const { type, attach, arrivals } = openTyping()
  attach({ view: viewOf({ mouse: 'motion', mouseEncoding: 'sgr' }) })
  type('\x1b[<4;7;5M\x1b[<68;7;5M')
  expect(arrivals().map(([what]) => what)).toEqual(['press left 6,4', 'wheel up 6,4'])
})

test('each program gets the form that it asked for', () => {
  const told = (mouseEncoding: 'default' | 'sgr' | 'pixels') => {
    const { type, attach, arrivals } = openTyping()
    attach({ view: viewOf({ mouse: 'click', mouseEncoding }) })
    type('\x1b[<16;7;5M\x1b[<16;7;5m')
    return arrivals()[0]?.[1]
  }
  expect(told('default')).toBe('\x1b[M0""\x1b[M3""')
  expect(told('sgr')).toBe('\x1b[<16;2;2M\x1b[<16;2;2m')
  expect(told('pixels')).toBe('\x1b[<16;12;24M\x1b[<16;12;24m')
})

test('a place that the old form cannot say is not said wrongly', () => {
  const { type, attach, arrivals } = openTyping()
  const rectangle = { x: 0, y: 0, columns: 300, rows: 10 }
  const modes = { ...viewOf({ mouse: 'click' })().modes }
  attach({ view: () => ({ rectangle, modes }) })
  type('\x1b[<0;223;1M', '\x1b[<0;224;1M')
  expect(arrivals()).toEqual([['program', '\x1b[M \xff!']])
})

test('the wheel moves by arrow keys in a full-screen program that asked for no mouse, and scrolls otherwise', () => {
  const full = openTyping()
  full.attach({ view: viewOf({ alternateScreen: true, applicationCursor: true }) })
  full.type('\x1b[<64;7;5M', '\x1b[<65;7;5M')
  expect(full.arrivals()).toEqual([['program', '\x1bOA\x1bOA\x1bOA\x1bOB\x1bOB\x1bOB']])
  const usual = openTyping()
  usual.attach()
  usual.type('\x1b[<64;7;5M')
  expect(usual.arrivals()).toEqual([['wheel up 6,4', '']])
})

test('a click after leaving takes the place of the next key', () => {
  const { type, attach, arrivals } = openTyping()
  attach()
  type('\x1d\x1b[<0;1;1M\x1b[<0;1;1mz')
  expect(arrivals().at(-1)).toEqual(['screen', 'z'])
})
