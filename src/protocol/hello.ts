import type { Actor } from '../core/actor.ts'
import type { DaemonStatus } from './verbs/status.ts'
import type { ProtocolVersion } from './version.ts'

/** What a client says first. */
export type ClientHello = { readonly protocol: ProtocolVersion; readonly version: string; readonly actor: Actor }

/** What it is answered. */
export type DaemonHello = Pick<DaemonStatus, 'project' | 'folder' | 'runtimeId' | 'runsFolder' | 'protocol'> & {
  readonly version: string
}

/** Methods beside the verbs: the first word of a client, and what is told. `listen` begins the notices. */
export const helloMethod = 'hello'
export const listenMethod = 'listen'
export const noticeMethod = 'notice'

/** The most bytes in a frame of a client: a file of a thousand workers fits. */
export const mostClientFrameBytes: number = 16 * 1024 * 1024

/** The most bytes in a frame of a daemon. */
export const mostDaemonFrameBytes: number = 256 * 1024 * 1024
