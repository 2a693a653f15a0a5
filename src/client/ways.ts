import type { RunId } from '../core/id.ts'
import type { AttachOrder } from '../protocol/attach-order.ts'
import type { Attachment, Connection } from '../protocol/connection.ts'
import { looksOn, type Viewing, type ViewOrder } from '../protocol/viewing.ts'
import { type Channel, openChannel } from './channel.ts'

type Ask = Connection['ask']

/** Opens a raw way into a run's input. It leads to the keeper: no daemon that goes meanwhile is missed. */
export async function attach(run: RunId, order: AttachOrder, ask: Ask): Promise<Attachment> {
  const { socket, token } = await ask('attach', { run, ...order })
  return toAttachment(await openChannel(socket, { token }), token, ask)
}

/** Opens a raw way to a run's terminal, both ways. */
export async function view(run: RunId, { size, readOnly }: ViewOrder, ask: Ask): Promise<Viewing> {
  const { socket, token, offset, screen, size: seen } = await ask('view', { run, readOnly, size })
  const channel = await openChannel(socket, { token, from: offset, ...(readOnly ? {} : { size }) })
  const { write, resize, close } = toAttachment(channel, token, ask)
  const shown = { size: seen, screen, output: channel.socket, close }
  if (readOnly) return { ...shown, write: () => Promise.reject(looksOn()), resize: () => Promise.resolve() }
  return { ...shown, write, resize }
}

function toAttachment({ write, end, close }: Channel, token: string, ask: Ask): Attachment {
  return { write, end, close, resize: async size => void (await ask('resize', { token, size })) }
}
