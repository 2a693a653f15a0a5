import type { Socket } from 'node:net'

/** How a connection begins: with the head of a frame, or with a line of its own. */
export type Beginning = { readonly kind: 'frames' } | { readonly kind: 'line'; readonly line: string }

const brace = 0x7b
const newline = 0x0a

/** Longer than any first line of ours. */
const mostLineBytes = 4 * 1024

/** Looks at the first bytes of a connection and leaves the rest to be read; undefined when it ends before that. */
export function readBeginning(socket: Socket): Promise<Beginning | undefined> {
  return new Promise(resolve => {
    let seen = Buffer.alloc(0)

    function take(): void {
      const bytes: Buffer | null = socket.read()
      if (!bytes) return
      seen = Buffer.concat([seen, bytes])
      const end = seen.indexOf(newline)
      if (seen[0] !== brace) settle({ kind: 'frames' }, seen)
      else if (end >= 0) settle({ kind: 'line', line: seen.subarray(0, end).toString() }, seen.subarray(end + 1))
      else if (seen.length > mostLineBytes) settle(undefined, Buffer.alloc(0))
    }

    function settle(beginning: Beginning | undefined, rest: Buffer): void {
      socket.off('readable', take)
      for (const end of ['end', 'close']) socket.off(end, gone)
      if (rest.length > 0) socket.unshift(rest)
      resolve(beginning)
    }

    function gone(): void {
      settle(undefined, Buffer.alloc(0))
    }

    socket.on('readable', take)
    for (const end of ['end', 'close']) socket.once(end, gone)
  })
}
