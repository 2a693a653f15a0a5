import { Fault, type FaultCode, faultCodes } from '../core/fault.ts'

/** A fault as JSON-RPC has it: which one it is stands in the data. */
export type WireError = { readonly code: number; readonly message: string; readonly data?: unknown }

/** A server's own error in JSON-RPC. */
const refused = -32_000

export function toError({ code, message, hint, data }: Fault): WireError & { readonly data: object } {
  return { code: refused, message, data: { code, hint, data } }
}

/** The fault that an error stands for; undefined when it is none of ours. */
export function readError({ message, data }: { readonly message: string; readonly data?: unknown }): Fault | undefined {
  if (!isFaultData(data)) return undefined
  const { code, hint, data: facts } = data
  return new Fault({ code, message, ...(hint === undefined ? {} : { hint }), ...(facts ? { data: facts } : {}) })
}

type FaultData = { code: FaultCode; hint?: string; data?: Readonly<Record<string, unknown>> }

function isFaultData(data: unknown): data is FaultData {
  if (typeof data !== 'object' || data === null || !('code' in data)) return false
  return faultCodes.some(code => code === data.code)
}
