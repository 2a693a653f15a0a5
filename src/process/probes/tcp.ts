import { connect } from 'node:net'
import type { Probe } from '../../core/probe.ts'
import type { Answer } from './answer.ts'

type Tcp = Extract<Probe, { kind: 'tcp' }>

/** Whether somebody takes a connection. */
export function askTcp({ host, port }: Tcp, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const socket = connect({ host, port })
  const name = `${host}:${port}`
  const giveUp = (): void => resolve({ isWell: false, said: `${name} did not answer in time` })
  signal.addEventListener('abort', giveUp, { once: true })
  socket.once('connect', () => resolve({ isWell: true, said: `${name} takes connections` }))
  socket.once('error', (problem: NodeJS.ErrnoException) =>
    resolve({ isWell: false, said: `${name}: ${problem.code ?? problem.message}` }),
  )
  return promise.finally(() => {
    signal.removeEventListener('abort', giveUp)
    socket.destroy()
  })
}
