/** Whoever listens on this machine answers within a few ms. */
const connectMs = 500

/** Whether anybody on this machine takes connections on a port. */
export async function isTaken(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map(host => canConnect(host, port)))
  return answers.includes(true)
}

async function canConnect(host: string, port: number): Promise<boolean> {
  const { connect } = await import('node:net')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host, port, timeout: connectMs })
  socket.on('connect', () => resolve(true))
  socket.on('timeout', () => resolve(false))
  socket.on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
