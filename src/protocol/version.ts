/** A protocol's version: of one major all minors understand each other. */
export type ProtocolVersion = { readonly major: number; readonly minor: number }

/** What clients and daemon speak. `SKEP_TEST_PROTOCOL` lets a test be of another one. */
export const daemonProtocol: ProtocolVersion = { major: Number(process.env['SKEP_TEST_PROTOCOL'] ?? 1), minor: 0 }

/** What daemon and keeper speak. It changes rarely: a keeper serves daemons that are newer than itself. */
export const keeperProtocol: ProtocolVersion = { major: 1, minor: 0 }

/** Whether two versions understand each other. */
export function isCompatible(one: ProtocolVersion, other: ProtocolVersion): boolean {
  return one.major === other.major
}

/** Below or above zero, as the first is older or newer than the second. */
export function compareVersions(one: ProtocolVersion, other: ProtocolVersion): number {
  return one.major - other.major || one.minor - other.minor
}
