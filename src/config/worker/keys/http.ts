import { either, listOf, mapping, type Parsed, parsed, type Shape, whole } from '../../shape.ts'

const urlExpected = 'a URL such as `http://127.0.0.1:3000/health`'
// As long as the door of the socket takes one.
const longest = 4_096

const url = parsed(urlExpected, toUrl)

function toUrl(text: string): Parsed<string> {
  if (!/^https?:\/\//i.test(text)) return { ok: false, hint: 'it begins with `http://` or `https://`' }
  if (text.length > longest) return { ok: false, expected: `a URL of at most ${longest} characters` }
  return URL.canParse(text) ? { ok: true, value: text } : { ok: false }
}

const statusExpected = 'a status from 100 to 599, or a list of them'
const oneStatus = whole(100, 599, statusExpected)
const status = either(statusExpected, oneStatus, listOf(oneStatus, statusExpected))

type Request = { readonly url?: string | undefined; readonly status?: number | readonly number[] | undefined }

export type HttpValue = string | Request

const expected = 'a URL, or `{ url, status }`'

/** What is asked for by HTTP, and which statuses are a good answer. */
export const httpShape: Shape<HttpValue> = either(expected, url, mapping({ url, status }, ['url']))

/** The request that a file names; no status means any of 200 to 399. */
export function toRequest(
  value: HttpValue,
): { readonly url: string; readonly statuses: readonly number[] } | undefined {
  if (typeof value === 'string') return { url: value, statuses: [] }
  const { url: named, status: statuses = [] } = value
  return named === undefined
    ? undefined
    : { url: named, statuses: typeof statuses === 'number' ? [statuses] : [...new Set(statuses)] }
}
