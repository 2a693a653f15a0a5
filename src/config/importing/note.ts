import { type Place, toLineAndColumn } from '../text/source.ts'

/** What of a foreign file could not be carried over, or is different, in one plain sentence with its place. */
export type Note = {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The worker that it is about, by the name that it has here; none when the file as a whole is meant. */
  readonly worker?: string
  readonly message: string
}

/** Takes note of something; of one worker when its name is given. */
export type TakeNote = (place: Place, message: string, worker?: string) => void

// More than anyone reads; a file of nonsense costs no more than this many.
const mostNoted = 1_000

/** Where notes are kept while a file is translated. */
export function openNoteBook(): { readonly note: TakeNote; readonly notes: readonly Note[] } {
  const notes: Note[] = []
  const note: TakeNote = ({ source, start }, message, worker) => {
    if (notes.length >= mostNoted) return
    const place = { file: source.file, ...toLineAndColumn(source, start) }
    notes.push({ ...place, ...(worker !== undefined && { worker }), message })
  }
  return { note, notes }
}
