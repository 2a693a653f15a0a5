import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import type { WorkerId } from '../core/id.ts'
import type { WorkerRecord } from '../core/record.ts'
import type { Typed } from '../protocol/verbs/send.ts'
import { toAcknowledgementDocument } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { pour } from './forward.ts'
import { writeJson } from './json.ts'
import { withTarget } from './targets.ts'

export type SendOptions = {
  readonly key?: readonly string[]
  readonly eof?: true
  readonly enter: boolean
  readonly json?: true
}

/** What is sent, in this order: a text or everything that comes through our stdin, then keys, then the end of input. */
type Order = {
  readonly text: Typed | 'stdin' | undefined
  readonly keys: readonly string[]
  readonly eof: boolean
}

type Document = Readonly<Record<string, unknown>>

/** Types a text, keys or the end of input into a worker that runs. */
export function send({ words, options }: Given<SendOptions>, doors: Doors): Promise<number> {
  const [name = '', ...text] = words
  const order = toOrder(text, options, doors)
  return withTarget(name, { command: 'send', doors }, async ({ client, worker }) => {
    const sent = await sendAll(client, { worker, order }, doors)
    if (options.json) writeJson(doors, { sent })
    else doors.stdout.write(`${worker.spec.name}: sent\n`)
    return 0
  })
}

function toOrder(text: readonly string[], { key: keys = [], enter, ...options }: SendOptions, { stdin }: Doors): Order {
  const eof = options.eof === true
  const isSilent = text.length === 0 && keys.length === 0 && !eof
  if (isSilent && stdin.isTTY) {
    const hint = 'write it behind the name, name keys with --key, or pipe it in'
    throw new Fault({ code: 'usage', message: 'there is nothing to send', hint })
  }
  const isStdin = isSilent || (text.length === 1 && text[0] === '-')
  if (isStdin) return { text: 'stdin', keys, eof }
  return { text: text.length > 0 ? { kind: 'text', text: text.join(' '), enter } : undefined, keys, eof }
}

type Sending = { readonly worker: WorkerRecord; readonly order: Order }

async function sendAll(client: Client, { worker, order }: Sending, doors: Doors): Promise<readonly Document[]> {
  const { text, keys, eof } = order
  const sent: Document[] = []
  if (text === 'stdin') sent.push(await sendStdin(client, worker, doors))
  else if (text) sent.push(await sendTyped(client, worker.id, text))
  if (keys.length > 0) sent.push(await sendTyped(client, worker.id, { kind: 'keys', keys }))
  if (eof) {
    const { sent: end } = await client.ask('end-input', { worker: worker.id })
    sent.push({ ...toAcknowledgementDocument(end), transcriptSequence: end.transcriptSequence })
  }
  return sent
}

async function sendTyped(client: Client, worker: WorkerId, typed: Typed): Promise<Document> {
  const { sent } = await client.ask('send', { worker, typed })
  return { ...toAcknowledgementDocument(sent), transcriptSequence: sent.transcriptSequence }
}

/** What is piped in stands in the transcript as text up to here, and by its size from here on. */
const mostTypedBytes = 64 * 1024

/** Everything that comes through our stdin, as it is and as it comes: no Enter is added. */
async function sendStdin(client: Client, { run, spec }: WorkerRecord, { stdin }: Doors): Promise<Document> {
  if (!run) throw new Fault({ code: 'not-running', message: `${spec.name} is not running` })
  if (spec.stdin === 'none' && !spec.tty) {
    throw new Fault({ code: 'input-closed', message: `${spec.name} was started without a stdin` })
  }
  let [way, isTyped, bytes] = [await client.attach(run, { source: 'keys', endsInput: false }), true, 0]
  await pour(stdin, {
    async write(piece) {
      if (isTyped && bytes >= mostTypedBytes) {
        // What was typed arrives before what is piped.
        await way.end()
        way = await client.attach(run, { source: 'pipe', endsInput: false })
        isTyped = false
      }
      await way.write(piece)
      bytes += piece.length
    },
  })
  await way.end()
  return { worker: spec.name, run, bytes }
}
