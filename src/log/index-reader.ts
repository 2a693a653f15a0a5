import { type FileHandle, open } from 'node:fs/promises'
import { type IndexRecord, parseRecord, recordBytes } from './record.ts'
import { indexPath, unlessMissing } from './segment.ts'

/** How many records are read at once: 16 KiB of them. */
const blockRecords = 682

/** One place in an index: its number, and its record unless that is damaged. */
export type IndexEntry = { readonly at: number; readonly record: IndexRecord | undefined }

/** A segment's index as it was when it was opened; what is appended later is not seen. */
export class IndexReader implements AsyncDisposable {
  readonly #file: FileHandle
  readonly count: number

  constructor(file: FileHandle, count: number) {
    this.#file = file
    this.count = count
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }

  /** The record at a place, or the next undamaged one before it. */
  async recordAtOrBefore(at: number): Promise<IndexRecord | undefined> {
    if (at < 0) return undefined
    const [only] = await this.#readBlock(at, at + 1)
    if (only?.record) return only.record
    for await (const block of this.backward(at)) {
      const found = block.find(({ record }) => record)
      if (found) return found.record
    }
    return undefined
  }

  /** The entries from a place on, in blocks. */
  async *forward(from: number): AsyncGenerator<readonly IndexEntry[]> {
    for (let at = from; at < this.count; at += blockRecords) {
      yield await this.#readBlock(at, Math.min(at + blockRecords, this.count))
    }
  }

  /** The entries before a place, in blocks, last one first. */
  async *backward(before: number): AsyncGenerator<readonly IndexEntry[]> {
    for (let stop = before; stop > 0; stop -= blockRecords) {
      yield (await this.#readBlock(Math.max(0, stop - blockRecords), stop)).reverse()
    }
  }

  async #readBlock(from: number, to: number): Promise<IndexEntry[]> {
    const block = Buffer.alloc((to - from) * recordBytes)
    await this.#file.read(block, 0, block.length, from * recordBytes)
    return Array.from({ length: to - from }, (_, at) => ({ at: from + at, record: parseRecord(block, at) }))
  }
}

/** Opens a segment's index for reading; undefined when the segment is gone. */
export async function openIndex(folder: string, start: number): Promise<IndexReader | undefined> {
  const file = await unlessMissing(open(indexPath(folder, start)))
  if (file === undefined) return undefined
  return new IndexReader(file, await countRecords(file))
}

async function countRecords(file: FileHandle): Promise<number> {
  try {
    return Math.floor((await file.stat()).size / recordBytes)
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Where a segment's records end; its start when it has none. */
export async function readEnd(folder: string, start: number): Promise<number | undefined> {
  await using index = await openIndex(folder, start)
  if (index === undefined) return undefined
  const last = await index.recordAtOrBefore(index.count - 1)
  return last ? last.offset + last.length : start
}

/** How many leading records hold `test`, which must not hold again after it first did not. */
export async function countWhile(index: IndexReader, test: (record: IndexRecord) => boolean): Promise<number> {
  return search(index.count, async at => {
    const record = await index.recordAtOrBefore(at)
    return record === undefined || test(record)
  })
}

/** Halves its way to how many of so many places, from the first, hold `test`. */
export async function search(count: number, test: (at: number) => Promise<boolean>): Promise<number> {
  let low = 0
  let high = count
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (await test(middle)) low = middle + 1
    else high = middle
  }
  return low
}
