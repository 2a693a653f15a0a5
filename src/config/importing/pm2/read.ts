import type { Source } from '../../text/source.ts'
import { toSource } from '../../text/source.ts'
import type { Tree } from '../../tree/tree.ts'
import { readTree } from '../file.ts'
import type { Importing } from '../translation.ts'
import { evaluate } from './evaluate.ts'
import { toTree } from './value-tree.ts'

const kind = { tool: 'pm2', key: 'apps' }

/** What an ecosystem file says: data is read, code is run by Node in a process of its own. */
export async function readEcosystem(source: Source, importing: Importing): Promise<Tree | undefined> {
  if (!/\.[cm]?js$/.test(source.file)) return readTree(withoutComments(source), kind, importing)
  const answer = await evaluate(source.file, importing)
  if (!answer) return undefined
  const place = { source, start: 0, end: 0 }
  importing.note(
    place,
    'this file is code: it was run by Node to know what it says, and what it says now is what came over',
  )
  return toTree(answer.value, source)
}

// pm2 reads JSON as code, and so with comments, which keep their place as blanks.
function withoutComments(source: Source): Source {
  if (!source.file.endsWith('.json')) return source
  const text = source.text.replaceAll(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, found => {
    return found.startsWith('"') ? found : found.replaceAll(/[^\n]/g, ' ')
  })
  return text === source.text ? source : toSource(source.file, text)
}
