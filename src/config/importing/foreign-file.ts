import type { Reading } from '../reading.ts'
import type { Draft } from '../sources/draft.ts'
import { readLayered } from '../sources/skep-file.ts'
import type { Source } from '../text/source.ts'
import { type Importer, translate } from './translation.ts'

/** Reads the file of another tool as the `skep.yaml` that it comes to; problems of that point into the foreign file. */
export async function readForeignFile(source: Source, importer: Importer, reading: Reading): Promise<Draft> {
  const translation = await translate(source, importer, reading)
  if (!translation) return { name: undefined, workers: [] }
  const { document: file, notes } = translation
  return { ...(await readLayered({ file, isWhole: true, source }, reading)), notes }
}
