import { describeOutcome } from '../../core/outcome.ts'
import type { RunRecord } from '../../core/record.ts'
import { describeSaid } from '../../core/saying.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import { renderHtml } from '../../screen/html.ts'
import { toMarkup } from '../../screen/markup.ts'
import { backgroundColour, foregroundColour } from '../../screen/svg/palette.ts'
import type { Item, Items } from './items.ts'

export type Heading = { readonly run: RunRecord; readonly name: string }

/** A run as one page that needs nothing beside it: its output in colour, and what was said to it where it was said. */
export async function* renderPage(items: Items, heading: Heading): AsyncGenerator<string> {
  yield head(heading)
  for await (const some of items) yield some.map(toRow).join('')
  yield '</pre>\n</body>\n</html>\n'
}

// Nothing that a worker printed is ever run or fetched, whatever a browser makes of it.
const policy = "default-src 'none'; style-src 'unsafe-inline'"

const style = `body{margin:0;background:${backgroundColour};color:${foregroundColour};font:14px/1.3 ui-monospace,"SF Mono","JetBrains Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}header{padding:12px 16px;background:#20232d;border-bottom:1px solid #3a3f4e}h1{margin:0;font-size:15px}p{margin:4px 0 0;color:#9aa0b2}pre{margin:0;padding:12px 16px;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}.err{border-left:2px solid #f27c83;padding-left:6px}.in{color:#6cccd2;background:#20232d}.said,.gap{color:#9aa0b2}.in::before{content:"› "}.said::before,.gap::before{content:"· "}`

function head({ run, name }: Heading): string {
  const title = toMarkup(`${name} · ${run.id}`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${title}</h1>
<p>${toMarkup(run.command)} in ${toMarkup(run.cwd)}</p>
<p>${toMarkup(describeRun(run))}</p></header>
<pre>
`
}

function describeRun({ startedAtMs, endedAtMs, state }: RunRecord): string {
  const times = [
    ...(startedAtMs === undefined ? [] : [`started ${new Date(startedAtMs).toISOString()}`]),
    ...(endedAtMs === undefined ? [] : [`ended ${new Date(endedAtMs).toISOString()}`]),
  ]
  return [...times, 'outcome' in state ? describeOutcome(state.outcome) : `is ${state.status}`].join(', ')
}

function toRow(item: Item): string {
  switch (item.kind) {
    case 'line': {
      const line = renderHtml(item.spans)
      return item.isError ? `<span class="err">${line}</span>\n` : `${line}\n`
    }
    case 'gap':
      return `<span class="gap">${item.gap.to - item.gap.from} bytes are missing here</span>\n`
    case 'said':
      return toSaid(item.entry)
  }
}

function toSaid(entry: TranscriptEntry): string {
  const when = `${new Date(entry.timeMs).toISOString()} ${entry.actor}`
  const what = entry.kind === 'input' && !entry.secret ? showTyped(entry.text) : describeSaid(entry)
  const kind = entry.kind === 'input' ? 'in' : 'said'
  return `<span class="${kind}" title="${toMarkup(when)}">${toMarkup(what)}</span>\n`
}

/** What was typed, on one line: Enter at its end goes without saying, other keys show as pictures of themselves. */
function showTyped(text: string): string {
  const typed = text.replace(/[\r\n]+$/, '')
  return typed.replace(/[\x00-\x1f]/g, key => String.fromCharCode(0x2400 + key.charCodeAt(0))) || '⏎'
}
