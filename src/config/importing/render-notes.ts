import { relative } from 'node:path'
import { toVisible } from '../text/cells.ts'
import type { Note } from './note.ts'

/** Notes as a person reads them, a line each: the place, the worker, the sentence. */
export function renderNotes(notes: readonly Note[], from: string): string {
  return notes.map(note => `${toVisible(renderNote(note, from))}\n`).join('')
}

function renderNote({ file, line, column, worker, message }: Note, from: string): string {
  const path = relative(from, file)
  const shown = path === '' || path.startsWith('..') ? file : path
  return `${shown}:${line}:${column}: ${worker === undefined ? '' : `${worker}: `}${message}`
}
