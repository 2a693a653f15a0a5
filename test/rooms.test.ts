import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBadArrows, findBadRows } from './arrows.ts'
import { findCycles } from './cycles.ts'
import { readImports } from './imports.ts'
import { rooms } from './rooms.ts'

describe('the rooms of src', () => {
  const imports = readImports(join(import.meta.dirname, '../src'))

  it('import only what their row of the table names', () => {
    expect(findBadArrows(imports, rooms)).toEqual([])
  })

  it('have no files that import each other in a circle', () => {
    expect(findCycles(imports)).toEqual([])
  })
})

describe('the table of rooms', () => {
  it('lets a room see lower shelves only', () => {
    expect(findBadRows(rooms)).toEqual([])
  })

  it('lets core import nothing', () => {
    expect(rooms['core']).toMatchObject({ shelf: 1, knows: [], packages: {}, pure: true })
  })
})
