import { PassThrough } from 'node:stream'

/** What the person types, as Ink reads it: it looks like a terminal, whose modes are not Ink's to change. */
export type InkStdin = PassThrough & {
  readonly isTTY: true
  setRawMode(mode: boolean): unknown
  ref(): unknown
  unref(): unknown
}

/** Opens the stream for Ink's `render({ stdin })`. */
export function openInkStdin(): InkStdin {
  const stream = new PassThrough()
  const itself = () => stream
  return Object.assign(stream, { isTTY: true, setRawMode: itself, ref: itself, unref: itself } as const)
}

/** More than this is kept for nobody: no view that takes input has been there for long. */
const mostWaiting = 1024 * 1024

/** Hands bytes to Ink. */
export function feedInk(stream: InkStdin, bytes: Uint8Array): void {
  if (bytes.length > 0 && stream.readableLength < mostWaiting) stream.write(bytes)
}
