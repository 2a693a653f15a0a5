import { spansText } from '../../screen/span.ts'
import type { Item, Items } from './items.ts'

/** What a run wrote as plain text: a line is a line, and of what was drawn over the last is there. */
export async function* renderTxt(items: Items): AsyncGenerator<string> {
  for await (const some of items) yield some.map(toText).join('')
}

function toText(item: Item): string {
  if (item.kind === 'line') return `${spansText(item.spans).trimEnd()}\n`
  return item.kind === 'gap' ? `[${item.gap.to - item.gap.from} bytes are missing here]\n` : ''
}
