import type { Chunk, Stream } from '../../core/output.ts'

/** Turns a run's bytes into the text that a terminal is given. */
export type CastText = {
  /** The text of a chunk; a character that is not complete yet comes with the next chunk of its stream. */
  push(chunk: Chunk): string
  /** What is left of characters that were never completed. */
  flush(): string
}

/** Opens it; without a terminal nobody has put a carriage return before the line feeds, and it is put there. */
export function openCastText({ tty }: { readonly tty: boolean }): CastText {
  const decoders = new Map<Stream, TextDecoder>()
  let last = ''

  function show(text: string): string {
    if (tty || text === '') return text
    const shown = text.replace(/\n/g, (_feed, at: number) => ((text[at - 1] ?? last) === '\r' ? '\n' : '\r\n'))
    last = text.at(-1) ?? last
    return shown
  }

  return {
    push({ stream, bytes }) {
      const decoder = decoders.get(stream) ?? new TextDecoder('utf-8', { ignoreBOM: true })
      decoders.set(stream, decoder)
      return show(decoder.decode(bytes, { stream: true }))
    },
    flush: () => [...decoders.values()].map(decoder => show(decoder.decode())).join(''),
  }
}
