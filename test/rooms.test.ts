import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verbs } from '../src/protocol/verbs.ts'
import { findBadArrows, findBadRows } from './arrows.ts'
import { findCycles } from './cycles.ts'
import { readImports } from './imports.ts'
import { findReached } from './reach.ts'
import { rooms } from './rooms.ts'

describe('the rooms of src', () => {
  const imports = readImports(join(import.meta.dirname, '../src'))

  it('import only what their row of the table names', () => {
    expect(findBadArrows(imports, rooms)).toEqual([])
  })

  it('have no files that import each other in a circle', () => {
    expect(findCycles(imports)).toEqual([])
  })

  // Faces trust the daemon, which has looked: zod and its schemas would make every command slower.
  it.each(['client', 'cli', 'tui'])('do not lead from %s to a schema of what is asked', room => {
    const files = imports.map(({ file }) => file).filter(file => file.startsWith(`${room}/`))
    expect(files.length).toBeGreaterThan(0)
    const reached = findReached(imports, files)
    expect(reached.has('protocol/verbs.ts')).toBe(true)
    expect([...reached.values()].filter(path => path.endsWith('.schema.ts'))).toEqual([])
  })

  it('lead from the door of the socket to the schema of every verb', () => {
    const reached = findReached(imports, ['protocol/schemas.ts'])
    const schemas = Object.keys(verbs).map(name => `protocol/verbs/${name}.schema.ts`)
    expect(schemas.filter(file => !reached.has(file))).toEqual([])
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
