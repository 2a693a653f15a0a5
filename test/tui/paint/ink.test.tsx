import { Box, render, Text, useInput } from 'ink'
import type { ReactNode } from 'react'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../until.ts'
import { openTyping } from '../input/typing.ts'
import { type Glass, openCard, openCompositor, openGlass, textOf, turnsOf, untilShown } from './glass.ts'

const size = { columns: 20, rows: 5 }
const inside = { x: 9, y: 2, columns: 10, rows: 2 }

function Chrome({ title, names }: { title: string; names: readonly string[] }): ReactNode {
  return (
    <Box flexDirection="column" width={20} height={5}>
      <Text>{`\x1b[36m${title}\x1b[39m`}</Text>
      <Box height={4}>
        <Box width={8} flexDirection="column">
          {names.map(name => (
            <Text key={name}>{name}</Text>
          ))}
        </Box>
        <Box width={12} height={4} borderStyle="single" />
      </Box>
    </Box>
  )
}

function openInk(glass: Glass, incrementalRendering = false) {
  const compositor = openCompositor(glass)
  const typing = openTyping()
  const draw = (title: string, ...names: string[]) => <Chrome title={title} names={names} />
  const options = { interactive: true, patchConsole: false, exitOnCtrlC: false, maxFps: 60, incrementalRendering }
  const ink = render(draw('skep', 'api'), { ...options, stdout: compositor.stdout, stdin: typing.input.ink })
  onTestFinished(() => ink.unmount())
  return { compositor, ink, typing, draw: (...args: Parameters<typeof draw>) => ink.rerender(draw(...args)) }
}

test('what Ink lays out is there cell for cell, with panes in the places that it left free', async () => {
  const glass = openGlass(size)
  const { compositor, draw } = openInk(glass)
  compositor.place('pane', openCard(['0123456789', 'abcdefghij']), inside)
  const framed = ['        │0123456789│', '        │abcdefghij│', '        └──────────┘']
  await untilShown(glass, ['skep', 'api     ┌──────────┐', ...framed])
  expect(glass.display.cell(0, 0).foreground).toBe(6)
  draw('skep · 漢字 😀', 'api', 'web 😀')
  await untilShown(glass, [
    'skep · 漢字 😀',
    'api     ┌──────────┐',
    `web 😀  ${framed[0]?.slice(8)}`,
    ...framed.slice(1),
  ])
  draw('', 'mail')
  await untilShown(glass, ['', 'mail    ┌──────────┐', ...framed])
})

test('Ink and panes that change at the same time never mix, nor flicker', async () => {
  const glass = openGlass(size)
  const { compositor, draw } = openInk(glass)
  const card = openCard()
  compositor.place('pane', card, inside)
  await untilShown(glass, [
    'skep',
    'api     ┌──────────┐',
    ...Array(2).fill('        │          │'),
    '        └──────────┘',
  ])
  glass.takeWritten()
  for (let count = 0; count < 30; count++) {
    draw(`skep ${count}`, `api ${count}`)
    card.show([`line ${count}`.padEnd(10), ' '.repeat(10)])
    await turnsOf(5)
    const shown = textOf(glass)
    expect(shown[4]?.trimEnd()).toBe('        └──────────┘')
    expect(shown[2]).toMatch(/^ {8}│(line \d+ +| {10})│$/)
  }
  await until(() => textOf(glass)[0]?.trimEnd() === 'skep 29' && textOf(glass)[2]?.includes('line 29'), {
    what: 'the last state',
    timeoutMs: 3_000,
    show: () => textOf(glass),
  })
  expect(glass.takeWritten()).not.toContain('└')
})

test('a screen that grows and shrinks is whole afterwards', async () => {
  const glass = openGlass(size)
  const { compositor } = openInk(glass)
  compositor.place('pane', openCard(['0123456789', 'abcdefghij']), inside)
  const whole = ['skep', 'api     ┌──────────┐', '        │0123456789│', '        │abcdefghij│', '        └──────────┘']
  for (const next of [{ columns: 30, rows: 8 }, { columns: 12, rows: 3 }, size]) {
    glass.resize(next)
    await untilShown(
      glass,
      whole.slice(0, next.rows).map(row => row.slice(0, next.columns)),
    )
  }
})

test('keys reach Ink through its stream, and not while a person is attached', async () => {
  const glass = openGlass(size)
  const compositor = openCompositor(glass)
  const typing = openTyping()
  const heard: string[] = []
  function Listener(): ReactNode {
    useInput((input, key) => {
      heard.push(key.upArrow ? 'up' : input)
    })
    return <Text>listening</Text>
  }
  const ink = render(<Listener />, {
    interactive: true,
    patchConsole: false,
    stdout: compositor.stdout,
    stdin: typing.input.ink,
  })
  onTestFinished(() => ink.unmount())
  await untilShown(glass, ['listening'])
  typing.type('a', '\x1b[A')
  await until(() => heard.length === 2, { what: 'both keys', show: () => heard })
  const detach = typing.attach()
  typing.type('secret\x1b[A')
  detach()
  typing.type('\x1b[<0;1;1Mb')
  await until(() => heard.includes('b'), { what: 'the key after', show: () => heard })
  expect(heard).toEqual(['a', 'up', 'b'])
})

test('unmounting Ink writes nothing to the terminal', async () => {
  const glass = openGlass(size)
  const { compositor, ink } = openInk(glass)
  await untilShown(glass, [
    'skep',
    'api     ┌──────────┐',
    ...Array(2).fill('        │          │'),
    '        └──────────┘',
  ])
  compositor.close()
  glass.takeWritten()
  ink.unmount()
  await ink.waitUntilExit()
  expect(glass.takeWritten()).toBe('')
})
