import type { RunId } from '../../core/id.ts'
import type { Connection } from '../../protocol/connection.ts'
import type { RenderFormat, RenderParams } from '../../protocol/verbs/render.ts'

/** A run as a terminal would show it, as the runtime renders it, a piece at a time. */
export async function* exportRendered(
  { ask }: Pick<Connection, 'ask'>,
  run: RunId,
  format: RenderFormat,
): AsyncGenerator<string> {
  let order: RenderParams | undefined = { kind: 'begin', run, format }
  while (order) {
    const { text, cursor }: Awaited<ReturnType<typeof ask<'render'>>> = await ask('render', order)
    yield text
    order = cursor === undefined ? undefined : { kind: 'next', cursor }
  }
}
