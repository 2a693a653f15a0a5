/** Where somebody listens. */
export type Address = { readonly host: string; readonly port: number }

/** The last TCP port. */
export const lastPort = 65_535

// When a server listens on one of 127.0.0.1 and ::1 alone, this name finds it all the same.
const here = 'localhost'
const longestHost = 255

/** A port as a text; undefined when it is none. */
export function parsePort(text: string): number | undefined {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= lastPort ? number : undefined
}

/** The address that `3000`, `host:3000` or `[::1]:3000` means; undefined when it is none. Without a host it is this machine. */
export function parseAddress(text: string): Address | undefined {
  const [, inBrackets, name, digits = ''] = /^(?:(?:\[([\da-f:.%\w]+)\]|([^\s:/[\]]*)):)?(\d+)$/i.exec(text) ?? []
  const port = parsePort(digits)
  const host = inBrackets || name || here
  return port === undefined || host.length > longestHost ? undefined : { host, port }
}
