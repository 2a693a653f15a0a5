/** Takes what would steer a terminal out of text that arrives in pieces. */
export type Sanitiser = {
  /** The next piece, made harmless. A sequence that was split over pieces does not leak. */
  push(text: string): string
}

export type Keep = {
  /** `colour` lets SGR sequences (colours, bold and the like) pass, nothing else does. */
  readonly keep: 'nothing' | 'colour'
}

/** Starts a sanitiser for one stream of decoded text. What remains is printable text, tabs and line feeds: `\r\n` becomes `\n`, and so
 * does a carriage return that goes back over something printed. It keeps a few dozen characters at most, however long a sequence is. */
export function createSanitiser({ keep }: Keep): Sanitiser {
  const state = { ...start, keepsColour: keep === 'colour' }
  return { push: text => sanitise(state, text) }
}

/** A whole text without anything that would steer a terminal. */
export function stripAll(text: string): string {
  return createSanitiser({ keep: 'nothing' }).push(text)
}

/** Where in a sequence the text is: in none, after ESC, in `ESC (`, in CSI, in OSC, or in another string (DCS, APC, PM, SOS). */
type Place = 'text' | 'escape' | 'charset' | 'control' | 'osc' | 'string'

type State = {
  place: Place
  /** The numbers of a CSI that may still turn out to be SGR; undefined when it no longer can. */
  numbers: string | undefined
  /** How much of a string has passed. */
  passed: number
  /** A carriage return that awaits what follows it. */
  hasReturned: boolean
  /** Whether something was printed since the last line feed. */
  hasPrinted: boolean
  readonly keepsColour: boolean
}

const start: Omit<State, 'keepsColour'> = {
  place: 'text',
  numbers: undefined,
  passed: 0,
  hasReturned: false,
  hasPrinted: false,
}

// SGR with a dozen colours is shorter.
const longestNumbers = 128

// A string that was never ended must not swallow the rest of a log: after this much it ends with the line.
const longestString = 64 * 1024

function sanitise(state: State, text: string): string {
  let out = ''
  let at = 0
  while (at < text.length) {
    const step = state.place === 'text' ? readText(state, text, at) : readSequence(state, text, at)
    out += step.out
    at = step.next
  }
  return out
}

type Step = { readonly out: string; readonly next: number }

/** Everything that plain text may not hold: controls but tab and line feed, DEL, C1, and what reorders text (bidi controls). */
const notPlain = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g

function readText(state: State, text: string, at: number): Step {
  notPlain.lastIndex = at
  const end = notPlain.exec(text)?.index ?? text.length
  if (end > at) return { out: print(state, text.slice(at, end)), next: end }
  const colour = wholeColour(text, at)
  if (colour !== undefined) return { out: state.keepsColour ? colour : '', next: at + colour.length }
  const code = text.charCodeAt(at)
  if (code === 0x0d) state.hasReturned = true
  else if (code === 0x1b) state.place = 'escape'
  else enterC1(state, code)
  return { out: '', next: at + 1 }
}

/** A whole SGR sequence at this place: most of what there is, and no need to go through it character by character. */
function wholeColour(text: string, at: number): string | undefined {
  whole.lastIndex = at
  return whole.exec(text)?.[0]
}

const whole = /\x1b\[[\d:;]{0,128}m/y

function print(state: State, plain: string): string {
  const returned = state.hasReturned && state.hasPrinted && plain[0] !== '\n'
  state.hasReturned = false
  state.hasPrinted = !plain.endsWith('\n')
  return returned ? `\n${plain}` : plain
}

function readSequence(state: State, text: string, at: number): Step {
  if (state.place === 'osc' || state.place === 'string') return { out: '', next: passString(state, text, at) }
  const code = text.charCodeAt(at)
  // Whatever is no part of a sequence breaks it off and is judged as text: nothing visible is lost.
  if (code < 0x20 || code >= 0x7f) return leave(state, at)
  if (state.place === 'escape') enterEscape(state, code)
  else if (state.place === 'control') return readControl(state, text, at)
  else if (code >= 0x30) state.place = 'text'
  return { out: '', next: at + 1 }
}

function leave(state: State, at: number): Step {
  state.place = 'text'
  return { out: '', next: at }
}

const starts: Readonly<Record<string, Place>> = {
  '[': 'control',
  ']': 'osc',
  P: 'string',
  X: 'string',
  '^': 'string',
  _: 'string',
}

function enterEscape(state: State, code: number): void {
  enter(state, starts[String.fromCharCode(code)] ?? (code < 0x30 ? 'charset' : 'text'))
}

/** The same as ESC and a letter 0x40 below. */
function enterC1(state: State, code: number): void {
  if (code >= 0x80 && code <= 0x9f) enter(state, starts[String.fromCharCode(code - 0x40)] ?? 'text')
}

function enter(state: State, place: Place): void {
  state.place = place
  state.numbers = ''
  state.passed = 0
}

function readControl(state: State, text: string, at: number): Step {
  const char = text[at] ?? ''
  if (char >= '@') {
    state.place = 'text'
    const passes = char === 'm' && state.keepsColour && state.numbers !== undefined
    return { out: passes ? `\x1b[${state.numbers}m` : '', next: at + 1 }
  }
  const mayBeColour = state.numbers !== undefined && state.numbers.length < longestNumbers && /[\d:;]/.test(char)
  state.numbers = mayBeColour ? `${state.numbers}${char}` : undefined
  return { out: '', next: at + 1 }
}

/** What ends a string (BEL only an OSC), and line feeds, which may have to. */
const stringStops = /[\n\x07\x18\x1a\x1b\x9c]/g

function passString(state: State, text: string, at: number): number {
  stringStops.lastIndex = at
  const end = stringStops.exec(text)?.index ?? text.length
  state.passed += end - at
  if (end === text.length) return end
  const stop = text[end]
  if (stop === '\x1b') enter(state, 'escape')
  else if (stop === '\n') return passLine(state, end)
  else if (stop !== '\x07' || state.place === 'osc') state.place = 'text'
  return end + 1
}

// No OSC goes on over lines; the others may (pictures do).
function passLine(state: State, at: number): number {
  if (state.place === 'string' && state.passed < longestString) return at + 1
  state.place = 'text'
  return at
}
