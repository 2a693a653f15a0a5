import { readFile } from 'node:fs/promises'

/** What some editors put before a text to say how it is written. */
const byteOrderMark = '\ufeff'

/** A file as it is to be written again; what cannot be read is empty, which the check of it refuses. */
export async function readWhole(file: string): Promise<{ readonly mark: string; readonly text: string }> {
  const whole = await readFile(file, 'utf8').catch(() => '')
  const mark = whole.startsWith(byteOrderMark) ? byteOrderMark : ''
  return { mark, text: whole.slice(mark.length) }
}
