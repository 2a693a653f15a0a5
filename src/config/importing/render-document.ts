import { basename } from 'node:path'
import { toVisible } from '../text/cells.ts'
import { renderYaml } from '../yaml.ts'
import type { Note } from './note.ts'
import type { Translation } from './translation.ts'

/** A translation as the text of a `skep.yaml`; its notes stand as comments above the workers that they are about. */
export function renderDocument({ document, notes }: Translation, file: string): string {
  const ofWorker = Map.groupBy(notes, ({ worker }) => worker)
  return renderYaml(document, {
    head: [`Made from ${basename(file)} by \`skep import\`.`, ...toComment(ofWorker.get(undefined))],
    aboveWorker: name => toComment(ofWorker.get(name)),
  })
}

function toComment(notes: readonly Note[] = []): readonly string[] {
  return notes.map(({ file, line, message }) => toVisible(`${basename(file)}:${line}: ${message}`))
}
