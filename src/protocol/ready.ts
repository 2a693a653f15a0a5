import { closeSync, writeSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Fault, type FaultFacts } from '../core/fault.ts'

/** Where a program that was started to stay says that it is there, or why it is not. */
export const readyDescriptor = 3

/** Tells whoever started this program that it can be connected to. */
export function tellReady(): void {
  tell({ ready: true })
}

/** Tells whoever started this program why it cannot. */
export function tellFault({ code, message, hint, data }: Fault): void {
  tell({ fault: { code, message, hint, data } })
}

// Who started it may have gone already.
function tell(said: object): void {
  try {
    writeSync(readyDescriptor, `${JSON.stringify(said)}\n`)
    closeSync(readyDescriptor)
  } catch {}
}

/** Resolves when a program that was just started is there; rejects with the `Fault` that it told, or when it ended. */
export async function readReady(from: Readable, what: string): Promise<void> {
  const said = await text(from).catch(() => '')
  if (said === '') throw new Fault({ code: 'unreachable', message: `${what} ended before it was there` })
  // Written by our own program a moment ago.
  const { fault } = JSON.parse(said) as { readonly fault?: FaultFacts }
  if (fault) throw new Fault(fault)
}
