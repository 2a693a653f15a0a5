import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkpoint } from '../core/checkpoint.ts'
import type { Size } from '../core/output.ts'
import { unlessMissing } from './segment.ts'

/** Beside its output a run keeps so many screens of its terminal: one to go on from, and older ones for who wants to see more rows. */
const mostKept = 4

const digits = 16
const fileName = /^(\d{16})\.screen$/

/** Keeps a screen beside the output of a run, in place of the oldest one. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const path = pathOf(folder, checkpoint.offset)
  await writeFile(`${path}.new`, JSON.stringify(checkpoint), { mode: 0o600 })
  await rename(`${path}.new`, path)
  const offsets = await readOffsets(folder)
  for (const offset of offsets.slice(mostKept)) await rm(pathOf(folder, offset), { force: true })
}

/** The last screen that was kept at or before a place; one that cannot be read is passed by. */
export async function readCheckpoint(folder: string, offset: number): Promise<Checkpoint | undefined> {
  for (const kept of await readOffsets(folder)) {
    const checkpoint = kept <= offset ? await readOne(folder, kept) : undefined
    if (checkpoint) return checkpoint
  }
  return undefined
}

/** Newest first. */
async function readOffsets(folder: string): Promise<readonly number[]> {
  const names = (await unlessMissing(readdir(folder))) ?? []
  return names
    .flatMap(name => fileName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => other - one)
}

function pathOf(folder: string, offset: number): string {
  return join(folder, `${String(offset).padStart(digits, '0')}.screen`)
}

async function readOne(folder: string, offset: number): Promise<Checkpoint | undefined> {
  const text = await unlessMissing(readFile(pathOf(folder, offset), 'utf8'))
  const value = text === undefined ? undefined : parse(text)
  return isCheckpoint(value) && value.offset === offset ? value : undefined
}

// After a power cut a file may hold anything.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== 'object' || value === null) return false
  const { offset, size, state } = value as Partial<Record<keyof Checkpoint, unknown>>
  return typeof offset === 'number' && typeof state === 'string' && isSize(size)
}

function isSize(value: unknown): value is Size {
  if (typeof value !== 'object' || value === null) return false
  const { columns, rows } = value as Partial<Record<keyof Size, unknown>>
  return Number.isInteger(columns) && Number.isInteger(rows)
}
