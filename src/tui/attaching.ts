import type { RunId, WorkerId } from '../core/id.ts'
import { isLive } from '../core/record.ts'
import type { Attachment, Connection } from '../protocol/connection.ts'
import type { Desk } from './desk.ts'
import { endSaying } from './ended.ts'
import type { InputRouter } from './input/input.ts'
import type { AttachedView } from './input/sink.ts'
import { whyAway } from './keys/asking.ts'
import { toSaying } from './notice.ts'
import type { Now } from './now.ts'

/** The one program that the person's keys go to, while there is one. */
export type Attaching = {
  attach(run: RunId, worker: WorkerId): void
  type(text: string): void
  /** Looks at the present: an attachment ends with its program. */
  update(now: Now): void
  close(): void
}

export type AttachingParts = {
  readonly router: Pick<InputRouter, 'attach'>
  readonly client: Pick<Connection, 'attach'>
  readonly desk: Pick<Desk, 'now' | 'change' | 'say'>
  readonly leaveKey: string
  readonly view: () => AttachedView
  /** Something is typed: whoever scrolled up wants to see what comes of it. */
  readonly typed: () => void
}

type Attached = {
  readonly run: RunId
  readonly worker: WorkerId
  readonly write: (bytes: Uint8Array) => void
  readonly opening: Promise<Attachment>
  end(): void
}

/** Starts with nobody attached. */
export function openAttaching({ router, client, desk, leaveKey, view, typed }: AttachingParts): Attaching {
  let attached: Attached | undefined

  function attach(run: RunId, worker: WorkerId): void {
    detach()
    const why = whyAway(desk.now())
    if (why !== undefined) {
      desk.say({ tone: 'waiting', text: why })
      return
    }
    const opening = client.attach(run, { source: 'keys', endsInput: false })
    const write = (bytes: Uint8Array): void => {
      typed()
      opening.then(attachment => attachment.write(bytes)).catch(refused)
    }
    const sink = {
      write,
      leave,
      zoom() {
        desk.change(({ zoomed }) => ({ zoomed: !zoomed }))
        attach(run, worker)
      },
      again(bytes: Uint8Array) {
        attach(run, worker)
        write(bytes)
      },
    }
    const end = router.attach(sink, { leaveKey, view })
    attached = { run, worker, write, opening, end }
    opening.catch(refused)
    desk.change(({ pane }) => ({
      mode: { kind: 'attached', run, worker },
      pane: { ...pane, tab: 'output', earlier: undefined },
    }))
  }

  function refused(problem: unknown): void {
    desk.say(toSaying(problem))
    if (attached) attached.opening.catch(() => leave())
  }

  function detach(): void {
    attached?.end()
    attached?.opening.then(attachment => attachment.close()).catch(() => {})
    attached = undefined
  }

  function leave(): void {
    detach()
    desk.change(({ mode }) => (mode.kind === 'attached' ? { mode: { kind: 'browsing' } } : {}))
  }

  return {
    attach,
    type: text => attached?.write(Buffer.from(text)),
    update(now) {
      if (!attached) return
      const run = now.living.runs.get(attached.run)
      if (run && isLive(run)) return
      const saying = endSaying(now, attached.worker)
      leave()
      desk.say(saying)
    },
    close: detach,
  }
}
