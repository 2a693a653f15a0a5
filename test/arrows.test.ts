import { describe, expect, it } from 'vitest'
import { findBadArrows, findBadRows } from './arrows.ts'
import { findCycles } from './cycles.ts'
import { importsOf } from './imports.ts'
import type { Rooms } from './rooms.ts'

const house: Rooms = {
  cellar: { shelf: 1, knows: [], packages: {}, pure: true },
  kitchen: { shelf: 2, knows: ['cellar'], packages: { knife: { file: 'knife.ts' }, 'node:sqlite': 'one file' } },
  hall: { shelf: 2, knows: ['cellar'], packages: { lamp: 'one file', carpet: { many: 'it lies everywhere' } } },
  'door.ts': { shelf: 3, knows: ['cellar', 'kitchen'], packages: {} },
}

describe('an arrow between rooms', () => {
  it('is good within a room and to a room that the row names', () => {
    expect(arrows('kitchen/stove.ts', './pan.ts', './pots/lid.ts', '../cellar/wine.ts')).toEqual([])
    expect(arrows('door.ts', './kitchen/stove.ts', './cellar/wine.ts')).toEqual([])
  })

  it('is bad to a room on the same shelf', () => {
    expect(arrows('hall/mat.ts', '../kitchen/stove.ts')).toEqual([
      'hall/mat.ts imports ../kitchen/stove.ts: hall does not know kitchen',
    ])
  })

  it('is bad upwards, also from a deeper folder', () => {
    expect(arrows('cellar/wine/red.ts', '../../kitchen/stove.ts')).toHaveLength(1)
    expect(arrows('kitchen/stove.ts', '../door.ts')).toHaveLength(1)
  })

  it('is bad to a lower room that the row does not name', () => {
    expect(arrows('door.ts', './hall/mat.ts')).toHaveLength(1)
  })

  it('is bad out of src, from a room that is not in the table, and to a computed name', () => {
    expect(arrows('hall/mat.ts', '../../package.json')).toEqual([
      'hall/mat.ts imports ../../package.json: it is outside src',
    ])
    expect(arrows('attic/box.ts', './toy.ts')).toEqual(['attic/box.ts is in no room of the table'])
    expect(findBadArrows([{ file: 'hall/mat.ts', specifier: undefined }], house)).toHaveLength(1)
  })
})

describe('a foreign package', () => {
  it('enters through the file that the row gives and no other', () => {
    expect(arrows('kitchen/knife.ts', 'knife', 'knife/sharp')).toEqual([])
    expect(arrows('kitchen/stove.ts', 'knife')).toEqual([
      'kitchen: knife enters through knife.ts, not kitchen/stove.ts',
    ])
  })

  it('enters through one file of the room where the row leaves the choice', () => {
    const first = { file: 'hall/lamp.ts', specifier: 'lamp' }
    expect(findBadArrows([first], house)).toEqual([])
    expect(findBadArrows([first, { file: 'hall/mat.ts', specifier: 'lamp/shade' }], house)).toEqual([
      'hall: lamp enters through more than one file: hall/lamp.ts, hall/mat.ts',
    ])
  })

  it('enters through many files where the row has the reason', () => {
    const everywhere = ['hall/mat.ts', 'hall/lamp.ts'].map(file => ({ file, specifier: 'carpet' }))
    expect(findBadArrows(everywhere, house)).toEqual([])
  })

  it('is bad where the row does not name it, also when its name only begins like one', () => {
    expect(arrows('hall/mat.ts', 'knife')).toHaveLength(1)
    expect(arrows('hall/mat.ts', 'lampoon')).toHaveLength(1)
  })
})

describe("a module of Node's own", () => {
  it('is good in a room, bad in a pure one', () => {
    expect(arrows('hall/mat.ts', 'node:fs', 'path')).toEqual([])
    expect(arrows('cellar/wine.ts', 'node:fs')).toEqual(['cellar/wine.ts imports node:fs: the room is pure'])
  })

  it('is bad where it belongs to another room', () => {
    expect(arrows('kitchen/stove.ts', 'node:sqlite')).toEqual([])
    expect(arrows('hall/mat.ts', 'node:sqlite')).toHaveLength(1)
  })
})

describe('a row', () => {
  it('may not know its own shelf, a higher one, or a room that does not exist', () => {
    const row = { shelf: 2, knows: ['cellar', 'kitchen', 'door.ts', 'attic'], packages: {} }
    expect(findBadRows({ ...house, hall: row })).toHaveLength(3)
  })
})

describe('an import', () => {
  it.each([
    ["import { a } from './x.ts'"],
    ["import type { A } from './x.ts'"],
    ["import { type A } from './x.ts'"],
    ["import './x.ts'"],
    ["export { a } from './x.ts'"],
    ["export type * from './x.ts'"],
    ["const a = await import('./x.ts')"],
    ["type A = import('./x.ts').A"],
    ["type A = typeof import('./x.ts')"],
    ["import a = require('./x.ts')"],
  ])('is found in %s', source => {
    expect(importsOf('a.ts', source)).toEqual([{ file: 'a.ts', specifier: './x.ts' }])
  })

  it('is not found in a comment, a string, the text of a screen or a plain export', () => {
    const source = [
      "// import './x.ts'",
      'const a = "import \'./x.ts\'"',
      "const b = <Text>import './x.ts'</Text>",
      'export { a, b }',
    ]
    expect(importsOf('a.tsx', source.join('\n'))).toEqual([])
  })

  it('of a file that does not parse is an error that names the file', () => {
    expect(() => importsOf('a.ts', 'import {')).toThrow('the imports of a.ts cannot be read')
  })

  it('has no specifier where its name is computed', () => {
    expect(importsOf('a.ts', 'const a = await import(name)')).toEqual([{ file: 'a.ts', specifier: undefined }])
  })
})

describe('a circle of imports', () => {
  it('is found whatever its length, and only once', () => {
    expect(circles(['a.ts', './b.ts'], ['b.ts', './c/d.ts'], ['c/d.ts', '../a.ts'], ['e.ts', './a.ts'])).toEqual([
      'a.ts → b.ts → c/d.ts → a.ts',
    ])
    expect(circles(['a.ts', './a.ts'])).toEqual(['a.ts → a.ts'])
  })

  it('is not seen where two ways lead to one file', () => {
    expect(circles(['a.ts', './b.ts'], ['a.ts', './c.ts'], ['b.ts', './d.ts'], ['c.ts', './d.ts'])).toEqual([])
  })
})

function arrows(file: string, ...specifiers: string[]): string[] {
  return findBadArrows(
    specifiers.map(specifier => ({ file, specifier })),
    house,
  )
}

function circles(...imports: [file: string, specifier: string][]): string[] {
  return findCycles(imports.map(([file, specifier]) => ({ file, specifier })))
}
