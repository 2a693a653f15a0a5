import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { beat } from './beat.ts'
import { type Explain, type Met, runningIn, type Sight } from './sight.ts'

/** Waits until a GET is answered with 2xx or 3xx while the run runs. */
export async function untilHttp(sight: Sight, url: string, explain: Explain): Promise<Met> {
  const { feed, run, wasThere, signal } = sight
  const isThere = wasThere && runningIn(feed.picture, run) !== undefined
  await feed.until(picture => runningIn(picture, run), signal)
  const looks = await beat(async () => {
    const answer = await get(url, signal)
    explain(async () => (answer.kind === 'status' ? `${url} answers ${answer.status}` : `${url}: ${answer.why}`))
    return answer.kind === 'status' && answer.status >= 200 && answer.status < 400
  }, signal)
  return { already: isThere && looks === 1 }
}

type Answer = { readonly kind: 'status'; readonly status: number } | { readonly kind: 'none'; readonly why: string }

/** A server that is there and takes longer for its first page is asked again. */
const tryMs = 2_000

/** Only the status is wanted: redirects are not followed, and the body is not read. */
async function get(url: string, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const request = await begin(new URL(url), { agent: false, signal, timeout: tryMs })
  const deadline = setTimeout(() => request.destroy(new Error(`no answer within ${tryMs} ms`)), tryMs)
  request.on('response', ({ statusCode = 0 }: IncomingMessage) => resolve({ kind: 'status', status: statusCode }))
  request.on('error', (problem: NodeJS.ErrnoException) =>
    resolve({ kind: 'none', why: problem.code ?? problem.message }),
  )
  request.end()
  return promise.finally(() => {
    clearTimeout(deadline)
    request.destroy()
  })
}

// The fetch of Node takes tens of ms to load.
async function begin(url: URL, options: RequestOptions): Promise<ClientRequest> {
  if (url.protocol === 'http:') return (await import('node:http')).request(url, options)
  // A server at work on this machine has a certificate that nobody has signed; who it is does not matter here.
  return (await import('node:https')).request(url, { ...options, rejectUnauthorized: !isLocal(url) })
}

function isLocal({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost')
}
