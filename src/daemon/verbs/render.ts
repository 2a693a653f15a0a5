import type { RunId } from '../../core/id.ts'
import { runFolder } from '../../core/paths.ts'
import { toMoments } from '../../log/export/moments.ts'
import { readStretches } from '../../log/export/pages.ts'
import { openReader } from '../../log/read.ts'
import type { RenderFormat } from '../../protocol/verbs/render.ts'
import { type Context, findRun, type Handler } from '../context.ts'
import { readEntries } from '../rendering/conversation.ts'
import { renderPage } from '../rendering/html.ts'
import { renderPipes } from '../rendering/pipe-items.ts'
import { firstSize } from '../rendering/size.ts'
import { renderTerminal } from '../rendering/terminal-items.ts'
import { renderTxt } from '../rendering/txt.ts'

/** A run as a terminal would show it, a piece at a time. */
export const render: Handler<'render'> = async (params, context) =>
  params.kind === 'next'
    ? context.renderings.next(params.cursor)
    : context.renderings.begin(await begin(params.run, params.format, context))

async function begin(id: RunId, format: RenderFormat, context: Context): Promise<AsyncGenerator<string>> {
  const run = findRun(context, id)
  const reader = openReader(runFolder(context.world.runsFolder, id))
  const { end } = await reader.bounds()
  const moments = toMoments(readStretches(reader, end), readEntries(context, id))
  const items = run.tty ? renderTerminal(moments, firstSize(context, run)) : renderPipes(moments)
  const name = context.picture.workers.get(run.worker)?.spec.name ?? run.command
  return format === 'txt' ? renderTxt(items) : renderPage(items, { run, name })
}
