import { handleOsc } from './bounded.ts'
import type { Core } from './xterm.ts'

/** The links of a terminal's cells, by the number that a cell carries. */
export type Links = { readonly uri: (id: number) => string | undefined }

// The emulator's own bookkeeping puts a marker on every line of every link and moves all of them at each line feed; this
// is a table. The oldest are forgotten: their text stays, as text.
const mostLinks = 4096
const mostLength = 2083

/** Keeps OSC 8 links. */
export function keepLinks(core: Core): Links {
  const uris = new Map<number, string>()
  const ids = new Map<string, number>()
  let last = 0
  const register = (params: string, uri: string): number => {
    const key = `${params};${uri}`
    const known = ids.get(key)
    if (known !== undefined) return known
    last += 1
    ids.set(key, last)
    uris.set(last, uri)
    forgetOldest(ids, uris)
    return last
  }
  handleOsc(core, 8, text => {
    const end = text.indexOf(';')
    if (end === -1) return
    const uri = text.slice(end + 1)
    setLink(core, isSafeUri(uri) ? register(text.slice(0, end), uri) : 0)
  })
  return { uri: id => uris.get(id) }
}

function forgetOldest(ids: Map<string, number>, uris: Map<number, string>): void {
  const oldest = ids.size > mostLinks ? ids.entries().next().value : undefined
  if (oldest === undefined) return
  ids.delete(oldest[0])
  uris.delete(oldest[1])
}

function isSafeUri(uri: string): boolean {
  return uri.length <= mostLength && /^(?:https?|mailto|file|ftp):[\x21-\x7e]+$/.test(uri)
}

function setLink(core: Core, id: number): void {
  const attributes = core._inputHandler._curAttrData
  const extended = attributes.extended.clone()
  extended.urlId = id
  attributes.extended = extended
  attributes.updateExtended()
}
