/** A TCP port on which a process of a run listens, and for whom: `0.0.0.0` and `::` are for every machine. */
export type ListeningPort = { readonly port: number; readonly pid: number; readonly address: string }

/** The distinct ports of sockets, in order. */
export function toPorts(sockets: readonly ListeningPort[]): readonly number[] {
  return [...new Set(sockets.map(({ port }) => port))].sort((one, other) => one - other)
}
