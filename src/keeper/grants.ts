import { Fault } from '../core/fault.ts'
import type { Size } from '../core/output.ts'
import type { ChannelGrant, ChannelHello } from '../protocol/keeper.ts'

/** The channels that may be opened: each once, and soon. */
export type Grants = {
  add(grant: ChannelGrant): void
  /** Takes in how large a viewer is that has not come yet; it counts when he comes, whatever he says then. */
  resize(token: string, size: Size): void
  /** The grant that a viewer's first line names; what names none, or one that is used or too old, is refused. */
  take(line: string): ChannelHello & { readonly grant: ChannelGrant }
  close(): void
}

type Given = { readonly grant: ChannelGrant; readonly timer: NodeJS.Timeout; readonly size?: Size }

/** A viewer that was told of its token comes at once. */
const validMs = 10_000

/** Opens the grants of a keeper, none given. */
export function openGrants(): Grants {
  const grants = new Map<string, Given>()

  return {
    add(grant) {
      const timer = setTimeout(() => grants.delete(grant.token), validMs)
      grants.set(grant.token, { grant, timer })
    },
    resize(token, size) {
      const given = grants.get(token)
      if (given) grants.set(token, { ...given, size })
    },
    take(line) {
      const hello = parseHello(line)
      const found = hello && grants.get(hello.token)
      if (!hello || !found) throw new Fault({ code: 'refused', message: 'there is no channel for this token' })
      clearTimeout(found.timer)
      grants.delete(hello.token)
      // What was told beside the channel was told after he had decided what to say first.
      const { grant, size = hello.size } = found
      return { ...hello, ...(size ? { size } : {}), grant }
    },
    close() {
      for (const { timer } of grants.values()) clearTimeout(timer)
    },
  }
}

function parseHello(line: string): ChannelHello | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('token' in value)) return undefined
    const { token, from, size } = { from: undefined, size: undefined, ...value }
    if (typeof token !== 'string') return undefined
    return { token, ...(isOffset(from) ? { from } : {}), ...(isSize(size) ? { size } : {}) }
  } catch {
    return undefined
  }
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

const mostCells = 10_000

function isSize(value: unknown): value is Size {
  if (typeof value !== 'object' || value === null || !('columns' in value) || !('rows' in value)) return false
  return [value.columns, value.rows].every(
    count => Number.isSafeInteger(count) && Number(count) > 0 && Number(count) <= mostCells,
  )
}
