import { randomBytes } from 'node:crypto'
import { Fault } from '../core/fault.ts'
import type { Size } from '../core/output.ts'
import type { ChannelGrant } from '../protocol/keeper.ts'
import type { DaemonStatus } from '../protocol/verbs/status.ts'
import type { KeeperLink } from './keeper-link.ts'

/** What the process around a runtime can do for it. */
export type Host = {
  /** Which processes there are, and where they are to be found. */
  status(): DaemonStatus
  /** Ends this process once the answer is out; what runs goes on. */
  leave(): void
  /** Lets somebody open a raw way to a run. */
  openChannel(grant: Omit<ChannelGrant, 'token'>): Promise<{ readonly socket: string; readonly token: string }>
  resizeChannel(token: string, size: Size): Promise<void>
}

/** The host of a runtime that lives inside another program: there is nothing to connect to. */
export const noHost: Host = {
  status: unsupported,
  leave: unsupported,
  openChannel: async () => unsupported(),
  resizeChannel: async () => unsupported(),
}

function unsupported(): never {
  const message = 'this runtime lives inside another program and has no process of its own'
  throw new Fault({ code: 'unsupported', message, hint: 'ask the program that opened it' })
}

export type HostParts = Pick<Host, 'status' | 'leave'> & { readonly keeper: KeeperLink }

/** The host of a runtime in a daemon: raw ways lead to the keeper. */
export function openHost({ status, leave, keeper }: HostParts): Host {
  return {
    status,
    leave,
    async openChannel(grant) {
      const token = randomBytes(16).toString('hex')
      await keeper.call('grant', { ...grant, token })
      return { socket: keeper.about.socket, token }
    },
    async resizeChannel(token, size) {
      await keeper.call('channel-size', { token, size })
    },
  }
}
