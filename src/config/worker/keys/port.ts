import { either, listOf, type Parsed, parsed, type Shape, whole } from '../../shape.ts'

const lastPort = 65_535
const portExpected = `a port from 1 to ${lastPort}`

/** Ports, each of which may be a text that a variable was filled into. */
export const portsShape: Shape<readonly number[]> = listOf(
  either(portExpected, whole(1, lastPort, portExpected), parsed(portExpected, toPort)),
  'a list of ports',
)

function toPort(text: string): Parsed<number> {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= lastPort ? { ok: true, value: number } : { ok: false }
}

/** Where somebody listens. */
export type Address = { readonly host: string; readonly port: number }

const expected = `${portExpected}, or \`host:port\``

/** A port of this machine, or a host and its port. */
export const addressShape: Shape<number | Address> = either(
  expected,
  whole(1, lastPort, expected),
  parsed(expected, parseAddress),
)

// When a server listens on one of 127.0.0.1 and ::1 alone, this name finds it all the same.
const here = 'localhost'
const longestHost = 255

function parseAddress(text: string): Parsed<Address> {
  const [, inBrackets, name, digits = ''] = /^(?:(?:\[([\da-f:.%\w]+)\]|([^\s:/[\]]*)):)?(\d+)$/i.exec(text) ?? []
  const found = toPort(digits)
  const host = inBrackets || name || here
  if (!found.ok || host.length > longestHost) return { ok: false }
  return { ok: true, value: { host, port: found.value } }
}

/** The address that a file names. */
export function toAddress(named: number | Address): Address {
  return typeof named === 'number' ? { host: here, port: named } : named
}
