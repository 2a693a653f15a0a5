/** Stable codes of everything that can be refused or go wrong. They cross the socket and are rebuilt there. */
export const faultCodes = [
  'usage',
  'too-large',
  'config-invalid',
  'not-found',
  'already-running',
  'not-running',
  'name-taken',
  'ended',
  'refused',
  'input-full',
  'input-closed',
  'invalid-cursor',
  'cursor-expired',
  'wrong-runtime',
  'runtime-stopped',
  'store-in-use',
  'store-corrupt',
  'store-missing',
  'store-newer',
  'disk-full',
  'unsupported',
  'unreachable',
  'version',
  'internal',
] as const

export type FaultCode = (typeof faultCodes)[number]

export type FaultFacts = {
  readonly code: FaultCode
  /** What was expected and what was found, in a sentence. */
  readonly message: string
  /** What to do next. */
  readonly hint?: string
  /** Facts for programs, plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** A problem of the user or the world (never a bug): a code for programs, a sentence and a hint for people. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly hint: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor({ code, message, hint, data }: FaultFacts) {
    super(message)
    this.code = code
    this.hint = hint
    this.data = data
  }
}
