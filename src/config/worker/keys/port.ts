import { type Address, lastPort, parseAddress, parsePort } from '../../../core/address.ts'
import { either, listOf, type Parsed, parsed, type Shape, whole } from '../../shape.ts'

const portExpected = `a port from 1 to ${lastPort}`

/** Ports, each of which may be a text that a variable was filled into. */
export const portsShape: Shape<readonly number[]> = listOf(
  either(
    portExpected,
    whole(1, lastPort, portExpected),
    parsed(portExpected, text => toParsed(parsePort(text))),
  ),
  'a list of ports',
)

const expected = `${portExpected}, or \`host:port\``

/** A port of this machine, or a host and its port. */
export const addressShape: Shape<number | Address> = either(
  expected,
  whole(1, lastPort, expected),
  parsed(expected, text => toParsed(parseAddress(text))),
)

function toParsed<Value>(value: Value | undefined): Parsed<Value> {
  return value === undefined ? { ok: false } : { ok: true, value }
}

/** The address that a file names. */
export function toAddress(named: number | Address): Address | undefined {
  return typeof named === 'number' ? parseAddress(String(named)) : named
}
