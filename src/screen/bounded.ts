import type { Core, SequenceName, StringHandler } from './xterm.ts'

// A title, a colour, a link: none needs more, and a string that never ends must not be kept.
const mostUnits = 4096

/** Puts a handler of our own, which keeps a bounded string, in the place of whatever handled these OSC sequences. */
export function handleOsc(core: Core, number: number, handle: (text: string) => void): void {
  core._inputHandler._parser.clearOscHandler(number)
  core._inputHandler._parser.registerOscHandler(number, openString(handle))
}

/** The same for a DCS sequence. */
export function handleDcs(core: Core, name: SequenceName, handle: (text: string) => void): void {
  const { start, put, end } = openString(handle)
  core._inputHandler._parser.clearDcsHandler(name)
  core._inputHandler._parser.registerDcsHandler(name, { hook: start, put, unhook: end })
}

function openString(handle: (text: string) => void): StringHandler {
  let text = ''
  let isTooLong = false
  return {
    start: () => {
      text = ''
      isTooLong = false
    },
    put: (codes, from, to) => {
      isTooLong ||= text.length + (to - from) > mostUnits
      if (!isTooLong) text += String.fromCodePoint(...codes.subarray(from, to))
    },
    end: complete => {
      if (complete && !isTooLong) handle(text)
      text = ''
      return true
    },
  }
}
