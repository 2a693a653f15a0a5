import { expect, test } from 'vitest'
import { until } from '../../until.ts'
import { openCard, openCompositor, openGlass, textOf, turnsOf, untilShown, writeFrame } from './glass.ts'

const size = { columns: 12, rows: 4 }
const frame = ['header', '+---+------+', '|abc|      |', '+---+------+']
const inside = { x: 5, y: 2, columns: 6, rows: 1 }

test('panes stand in their rectangles over what Ink drew', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  writeFrame(compositor, frame)
  compositor.place('pane', openCard(['output']), inside)
  await untilShown(glass, ['header', '+---+------+', '|abc|output|', '+---+------+'])
})

test('a frame that Ink draws anew leaves a pane as it is, and writes only what differs', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  writeFrame(compositor, frame)
  compositor.place('pane', openCard(['output']), inside)
  await untilShown(glass, ['header', '+---+------+', '|abc|output|', '+---+------+'])
  glass.takeWritten()
  writeFrame(compositor, ['header', '+---+------+', '|xyz|      |', '+---+------+'])
  await untilShown(glass, ['header', '+---+------+', '|xyz|output|', '+---+------+'])
  const written = glass.takeWritten()
  expect(written).toContain('|xyz|')
  expect(written).not.toMatch(/output|header|---/)
})

test('of a pane only the rows that changed are written', async () => {
  const glass = openGlass({ columns: 20, rows: 10 })
  const compositor = openCompositor(glass)
  const rows = Array.from({ length: 10 }, (_, y) => `row number ${y}`.padEnd(20))
  const card = openCard(rows)
  compositor.place('pane', card, { x: 0, y: 0, columns: 20, rows: 10 })
  await untilShown(glass, rows)
  glass.takeWritten()
  const next = rows.with(7, 'another'.padEnd(20))
  card.show(next)
  await untilShown(glass, next)
  const written = glass.takeWritten()
  expect(written).toContain('another')
  expect(written).not.toContain('row number')
  expect(written.length).toBeLessThan(70)
})

test('nothing is written and no row asked for when nothing changed', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const card = openCard(['output'])
  writeFrame(compositor, frame)
  compositor.place('pane', card, inside)
  await untilShown(glass, ['header', '+---+------+', '|abc|output|', '+---+------+'])
  glass.takeWritten()
  card.show(['output'])
  writeFrame(compositor, frame)
  compositor.place('pane', card, inside)
  const other = openCard(['output'])
  await until(() => card.asked > 1, { what: 'the pane to be asked again' })
  // Another pane in the same place with the same rows is no change either.
  compositor.place('pane', other, inside)
  await until(() => other.asked > 0, { what: 'the other pane to be asked' })
  expect(glass.takeWritten()).toBe('')
})

test('each frame is one write, between the marks of a synchronised update', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  await untilShown(glass, [])
  glass.takeWritten()
  writeFrame(compositor, frame)
  compositor.place('pane', openCard(['output']), inside)
  await untilShown(glass, ['header', '+---+------+', '|abc|output|', '+---+------+'])
  expect(glass.takeWritten()).toMatch(/^\x1b\[\?2026h(?:(?!\x1b\[\?2026)[\s\S])*\x1b\[\?2026l$/)
})

test('what changes often is painted 60 times a second at most, and the last state always', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const card = openCard()
  compositor.place('pane', card, inside)
  const started = performance.now()
  let count = 0
  for (; performance.now() - started < 200; count++) {
    card.show([String(count).padEnd(6)])
    await new Promise(resolve => setImmediate(resolve))
  }
  card.show(['last  '])
  await untilShown(glass, ['', '', '     last'])
  const frames = glass.takeWritten().split('\x1b[?2026h').length - 1
  const seconds = (performance.now() - started) / 1000
  expect(frames).toBeGreaterThan(2)
  expect(frames).toBeLessThanOrEqual(Math.ceil(seconds * 60) + 2)
})

test('a terminal without room gets no frames, and then the newest', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const card = openCard(['first '])
  compositor.place('pane', card, inside)
  await untilShown(glass, ['', '', '     first'])
  glass.block()
  card.show(['second'])
  await untilShown(glass, ['', '', '     second'])
  const asked = card.asked
  for (const text of ['third ', 'fourth', 'fifth ']) {
    card.show([text])
    // Longer than a frame: with room, each would be painted.
    await turnsOf(20)
  }
  expect(card.asked).toBe(asked)
  glass.drain()
  await untilShown(glass, ['', '', '     fifth'])
  expect(glass.takeWritten()).not.toMatch(/third|fourth/)
})

test('a dialog of the chrome covers panes, and what it covered is back when it is gone', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const dialog = ['            ', '   [help]', '            ', '            ']
  writeFrame(compositor, dialog)
  compositor.place('pane', openCard(['abcdefghijkl', 'mnopqrstuvwx']), { x: 0, y: 0, columns: 12, rows: 2 })
  compositor.cover([{ x: 3, y: 1, columns: 6, rows: 1 }])
  await untilShown(glass, ['abcdefghijkl', 'mno[help]vwx'])
  compositor.cover([])
  await untilShown(glass, ['abcdefghijkl', 'mnopqrstuvwx'])
})

test('the cursor is where the program of its pane has it, in its shape, and hidden otherwise', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const card = openCard()
  compositor.place('pane', card, inside)
  card.show(['$'.padEnd(6)], { x: 2, y: 0, shape: 'bar' })
  await untilShown(glass, ['', '', '     $'])
  expect(glass.display.cursor().isVisible).toBe(false)
  compositor.setCursor('pane')
  await until(() => glass.display.cursor().isVisible, { what: 'the cursor' })
  expect(glass.display.cursor()).toMatchObject({ x: 7, y: 2 })
  expect(glass.takeWritten()).toContain('\x1b[6 q')
  card.show(['$'.padEnd(6)], { x: 3, y: 0, shape: 'bar' })
  await until(() => glass.display.cursor().x === 8, { what: 'the cursor to move' })
  compositor.cover([{ x: 0, y: 2, columns: 12, rows: 1 }])
  await until(() => !glass.display.cursor().isVisible, { what: 'the cursor to hide under the dialog' })
  compositor.cover([])
  await until(() => glass.display.cursor().isVisible, { what: 'the cursor' })
  card.show(['$'.padEnd(6)])
  await until(() => !glass.display.cursor().isVisible, { what: 'the cursor to be hidden by its program' })
})

test('after another size everything is painted anew, and Ink is told', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  let told = 0
  compositor.stdout.on('resize', () => {
    told += 1
    writeFrame(compositor, [`${compositor.stdout.columns}×${compositor.stdout.rows}`])
  })
  compositor.place('pane', openCard(['output']), inside)
  await untilShown(glass, ['', '', '     output'])
  glass.display.write('\x1b[1;1Hgarbage\x1b[3;1Hgarbage garb')
  glass.resize({ columns: 10, rows: 3 })
  await untilShown(glass, ['10×3', '', '     outpu'])
  expect(told).toBe(1)
})

test('what somebody else wrote over it is gone after a repaint', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  writeFrame(compositor, frame)
  await untilShown(glass, frame)
  glass.display.write('\x1b[1;1Ha warning that\r\nruns over')
  await until(() => textOf(glass)[0]?.startsWith('a warning'), { what: 'the warning' })
  compositor.repaint()
  await untilShown(glass, frame)
})

test('suspended, the terminal is as it was and nothing is written; resumed, all is there again', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const card = openCard(['output'])
  compositor.place('pane', card, inside)
  compositor.setMouse('motion')
  await untilShown(glass, ['', '', '     output'])
  expect(glass.display.modes()).toMatchObject({ mouse: true, bracketedPaste: true })
  compositor.suspend()
  glass.display.write('a shell')
  card.show(['later '])
  await until(() => textOf(glass)[0] === 'a shell', { what: 'the shell', show: () => textOf(glass) })
  expect(glass.display.modes().changed).toEqual([])
  compositor.resume()
  await untilShown(glass, ['', '', '     later'])
})

test('closed, it leaves the terminal as it found it, once, and is silent', async () => {
  const glass = openGlass(size)
  glass.display.write('$ skep')
  const compositor = openCompositor(glass)
  writeFrame(compositor, frame)
  await untilShown(glass, frame)
  compositor.close()
  await glass.display.settled()
  expect(textOf(glass)).toEqual(['$ skep', '', '', ''])
  expect(glass.display.modes().changed).toEqual([])
  glass.takeWritten()
  compositor.close()
  writeFrame(compositor, frame)
  compositor.resume()
  compositor.setMouse('none')
  expect(glass.takeWritten()).toBe('')
})

test('no colours reach a terminal that has none', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass, { depth: 'none' })
  writeFrame(compositor, ['\x1b[1;31mheader\x1b[0m'])
  compositor.place('pane', openCard(['\x1b[38;2;1;2;3mabc\x1b[0mdef']), inside)
  await untilShown(glass, ['header', '', '     abcdef'])
  expect(glass.takeWritten()).not.toMatch(/\x1b\[[\d;:]*[34]\d[\d;:]*m/)
  expect(glass.display.cell(0, 0)).toMatchObject({ bold: true, foreground: undefined })
})
