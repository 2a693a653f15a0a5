import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Import } from './imports.ts'
import type { Entry, Room, Rooms } from './rooms.ts'

/** Says in one sentence each which imports the table does not allow; none when all is well. */
export function findBadArrows(imports: Import[], rooms: Rooms): string[] {
  return [...imports.flatMap(one => judge(one, rooms)), ...findScattered(imports, rooms)]
}

/** Says which rows of the table contradict its own law that a room sees lower shelves only. */
export function findBadRows(rooms: Rooms): string[] {
  return Object.entries(rooms).flatMap(([name, { knows, shelf }]) =>
    knows
      .filter(other => !isBelow(rooms[other], shelf))
      .map(other => `${name} may not know ${other}: it is not on a lower shelf`),
  )
}

/** The file that a relative import names, as a path below `src`; undefined for a package. */
export function targetOf({ file, specifier }: Import): string | undefined {
  return specifier?.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined
}

function judge(one: Import, rooms: Rooms): string[] {
  const name = roomOf(one.file)
  const room = rooms[name]
  if (room === undefined) return [`${one.file} is in no room of the table`]
  if (one.specifier === undefined) return [`${one.file} imports a computed name, which nobody can check`]
  const target = targetOf(one)
  const problem =
    target === undefined ? judgePackage(one.specifier, room, rooms) : judgeRoom(roomOf(target), name, room)
  return problem === undefined ? [] : [`${one.file} imports ${one.specifier}: ${problem}`]
}

function judgeRoom(other: string, name: string, room: Room): string | undefined {
  if (other === '..') return 'it is outside src'
  return other === name || room.knows.includes(other) ? undefined : `${name} does not know ${other}`
}

function judgePackage(specifier: string, room: Room, rooms: Rooms): string | undefined {
  if (entryOf(specifier, room) !== undefined) return undefined
  if (!isBuiltin(specifier)) return 'the package is not in the row of its room'
  if (room.pure) return 'the room is pure'
  return isOwned(specifier, rooms) ? 'the module belongs to another room' : undefined
}

/** A package that one file of a room may name and that others name as well. */
function findScattered(imports: Import[], rooms: Rooms): string[] {
  return Object.entries(rooms).flatMap(([name, room]) =>
    Object.entries(room.packages).flatMap(([row, entry]) => {
      const files = new Set(
        imports.filter(one => roomOf(one.file) === name && holds(row, one.specifier)).map(one => one.file),
      )
      return judgeEntry(`${name}: ${row}`, entry, [...files])
    }),
  )
}

function judgeEntry(subject: string, entry: Entry, files: string[]): string[] {
  if (entry === 'one file')
    return files.length > 1 ? [`${subject} enters through more than one file: ${files.join(', ')}`] : []
  if ('many' in entry) return []
  return files
    .filter(file => pathInRoom(file) !== entry.file)
    .map(file => `${subject} enters through ${entry.file}, not ${file}`)
}

function entryOf(specifier: string, room: Room): Entry | undefined {
  return Object.entries(room.packages).find(([row]) => holds(row, specifier))?.[1]
}

function isOwned(specifier: string, rooms: Rooms): boolean {
  return Object.values(rooms).some(room => entryOf(specifier, room) !== undefined)
}

function holds(row: string, specifier: string | undefined): boolean {
  return specifier === row || specifier?.startsWith(`${row}/`) === true
}

function isBelow(room: Room | undefined, shelf: number): boolean {
  return room !== undefined && room.shelf < shelf
}

/** The first folder of a path, or the file itself at the top, where the doors are. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? file
}

function pathInRoom(file: string): string {
  return file.slice(roomOf(file).length + 1)
}
