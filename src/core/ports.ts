/** A TCP port on which a process of a run listens, and for whom: `0.0.0.0` and `::` are for every machine. */
export type ListeningPort = { readonly port: number; readonly pid: number; readonly address: string }
