import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Probe } from '../../core/probe.ts'
import type { Answer } from './answer.ts'

type Http = Extract<Probe, { kind: 'http' }>

/** Whether a GET is answered well. Redirects are not followed, and the body is not read. */
export function askHttp({ url, statuses }: Http, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const request = begin(new URL(url))
  const giveUp = (): void => resolve({ isWell: false, said: `${url} did not answer in time` })
  signal.addEventListener('abort', giveUp, { once: true })
  request.once('response', ({ statusCode = 0 }: IncomingMessage) =>
    resolve({ isWell: isGood(statusCode, statuses), said: `${url} answers ${statusCode}` }),
  )
  // Also after it is given up: whoever breaks it off is told so once more.
  request.on('error', (problem: NodeJS.ErrnoException) =>
    resolve({ isWell: false, said: `${url}: ${problem.code ?? problem.message}` }),
  )
  request.end()
  return promise.finally(() => {
    signal.removeEventListener('abort', giveUp)
    request.destroy()
  })
}

function begin(url: URL): ReturnType<typeof requestHttp> {
  if (url.protocol !== 'https:') return requestHttp(url, { agent: false })
  // A server at work on this machine has a certificate that nobody has signed; who it is does not matter here.
  return requestHttps(url, { agent: false, rejectUnauthorized: !isLocal(url) })
}

function isLocal({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost')
}

function isGood(status: number, statuses: readonly number[]): boolean {
  return statuses.length === 0 ? status >= 200 && status < 400 : statuses.includes(status)
}
