import { type Control, numbersOf } from './control.ts'
import { openKeyboards } from './keyboards.ts'
import { noteOsc } from './owed-strings.ts'
import type { Beginning } from './strings.ts'

/** What is to be done with a sequence: let through, left out, or replaced. */
export type Sentence = 'pass' | 'drop' | { readonly instead: string }

/** Remembers what a program changed about the viewer's terminal. */
export type Owed = {
  /** A control sequence is about to go on; what could not be undone may not. */
  control(control: Control): Sentence
  /** An escape: its letter with what stands before that. */
  escape(name: string): void
  string(beginning: Beginning): void
  shiftedOut(): void
  /** What puts the viewer's terminal back as it was. */
  undo(): string
}

/** Written to the viewer's terminal before anything else: it puts its title aside, which nothing can read. */
export const putTitleAside = '\x1b[22;0t'
const takeTitleBack = '\x1b[23;0t'

/** On where a terminal is as usual; every other mode is off. */
const usuallyOn: ReadonlySet<string> = new Set(['?7', '?8', '?25', '12'])

/** Switching these has an effect each time; whatever was on is off only if it still is. */
const screens: readonly string[] = ['?47', '?1047', '?1049']

/** No program changes so much; what is more is not let through, for it could not be undone. */
const mostOwed = 1024
const mostTitles = 8

type Changes = {
  /** Undoing sequences by what they undo. */
  readonly owed: Map<string, string>
  /** Modes that are on now, of those whose going off does something. */
  readonly on: Set<string>
  hasMargins: boolean
  titles: number
}

/** Begins with a terminal that nothing was changed about. */
export function openOwed(): Owed {
  const changes: Changes = { owed: new Map(), on: new Set(), hasMargins: false, titles: 0 }
  const { owed } = changes
  // Programs write the same few over and over.
  const noted = new Set<string>()
  const screen = (): string | undefined => screens.find(mode => changes.on.has(mode))
  const keyboards = openKeyboards(() => screen() !== undefined)

  function reset(): void {
    keyboards.reset()
    changes.on.clear()
    changes.hasMargins = false
  }

  function pop(control: Control): Sentence {
    const count = numbersOf(control)[0] || 1
    const popped = keyboards.pop(count)
    if (popped === count) return 'pass'
    return popped === 0 ? 'drop' : { instead: `\x1b[<${popped}u` }
  }

  function note(control: Control): Sentence {
    switch (control.name) {
      case '>u':
        return keyboards.push() ? 'pass' : 'drop'
      case '<u':
        return pop(control)
      case '=u':
        keyboards.set()
        return 'pass'
      case '!p':
        changes.on.delete('?6')
        changes.hasMargins = false
        return 'pass'
      case 'r':
        changes.hasMargins = control.numbers !== ''
        return 'pass'
      case 't':
        return noteTitle(changes, control)
      default:
        noteLasting(changes, control)
        return 'pass'
    }
  }

  function leaveScreen(): string {
    const shown = screen()
    const other = keyboards.undo('other')
    const there = other === '' ? '' : `\x1b[?1049h${other}\x1b[?1049l`
    if (shown === undefined) return keyboards.undo('shown') + there + (home() ? `${home()}\x1b[999;1H` : '')
    // Some terminals have margins and tab stops for each screen.
    const both = `${changes.hasMargins ? '\x1b7\x1b[r\x1b8' : ''}${owed.get('tabs') ?? ''}`
    return `${keyboards.undo('shown')}${home()}\x1b[${shown}l${other}${both}`
  }

  function owing(isMeant: (key: string) => boolean): readonly string[] {
    return [...owed].flatMap(([key, undoing]) => (isMeant(key) ? [undoing] : []))
  }

  // Both take the cursor to the first cell.
  function home(): string {
    return `${changes.on.has('?6') ? '\x1b[?6l' : ''}${changes.hasMargins ? '\x1b[r' : ''}`
  }

  return {
    control: control => (owed.size < mostOwed ? note(control) : 'drop'),
    escape(name) {
      if (name === 'c') reset()
      else if (!noted.has(name)) noteEscape(owed, name)
      if (noted.size < mostOwed) noted.add(name)
    },
    string(beginning) {
      if (beginning.kind === 'osc') noteOsc(owed, beginning.text)
      else if (beginning.kind === 'dcs') noteDcs(owed, beginning.text)
    },
    shiftedOut: () => void owed.set('shift', '\x0f'),
    undo() {
      const columns = changes.on.has('?3') ? '\x1b[?3l' : ''
      const titles = takeTitleBack.repeat(changes.titles + 1)
      const before = first.map(key => owed.get(key) ?? '')
      return [...before, ...owing(key => !first.includes(key) && !isLast(key)), columns]
        .concat(leaveScreen(), owing(isLast), '\x1b[m', titles)
        .join('')
    },
  }
}

/** As long as one of these lasts, the terminal does not take the others for what they are. */
const first: readonly string[] = ['i', '?i', '?2', '$}']

/** Character sets come back with a cursor that was saved among them, as that of the other screen is. */
function isLast(key: string): boolean {
  return /^(?:set|shift|escape) ?/.test(key)
}

/** A title that is taken back must be one that the program put aside. */
function noteTitle(changes: Changes, control: Control): Sentence {
  const [order] = numbersOf(control)
  const step = order === 22 ? 1 : order === 23 ? -1 : 0
  const titles = changes.titles + step
  if (titles < 0 || titles > mostTitles) return 'drop'
  changes.titles = titles
  return 'pass'
}

/** Controls whose effect lasts, and what ends it. */
const lasting: Readonly<Record<string, string>> = {
  ' q': '\x1b[0 q',
  '"q': '\x1b[0"q',
  '$}': '\x1b[0$}',
  '$~': '\x1b[0$~',
  "'z": "\x1b[0'z",
  '>f': '\x1b[>f',
  i: '\x1b[4i',
  '?i': '\x1b[?4i',
}

// A stop in every eighth column, however wide the terminal is.
const usualTabs = `\x1b7\r\x1b[3g\x1bH${'\x1b[8C\x1bH'.repeat(64)}\x1b8`

function noteLasting({ owed, on }: Changes, control: Control): void {
  const { name } = control
  const ends = lasting[name]
  if (ends !== undefined) owed.set(name, ends)
  else if (name === 'g' || name === 'W') owed.set('tabs', usualTabs)
  else if (name === '>m' || name === '>n') noteKeys(owed, control)
  else if (['h', 'l', '?h', '?l', '?r'].includes(name)) {
    for (const number of numbersOf(control)) noteMode({ owed, on }, name, number)
  }
}

const otherKeys = 4

// xterm's: how modified keys are sent, by kinds of keys.
function noteKeys(owed: Map<string, string>, control: Control): void {
  const kind = control.numbers === '' ? otherKeys : (numbersOf(control)[0] ?? 0)
  if (kind < 10) owed.set(`>${kind}m`, `\x1b[>${kind}m`)
}

// No terminal has a mode beyond that.
const mostMode = 65_535

const aimless: readonly string[] = ['?1048', '?3', '?6', ...screens]

function noteMode({ owed, on }: Pick<Changes, 'owed' | 'on'>, name: string, number: number): void {
  if (number > mostMode) return
  const mode = `${name.startsWith('?') ? '?' : ''}${number}`
  // What is restored may be either.
  const [mayBeOn, mayBeOff] = [!name.endsWith('l'), !name.endsWith('h')]
  if (aimless.includes(mode)) {
    if (screens.includes(mode)) for (const screen of screens) on.delete(screen)
    if (mayBeOn) on.add(mode)
    else on.delete(mode)
  } else if (mode === '?2') {
    // Off, it is another terminal, with another way back.
    if (mayBeOff) owed.set(mode, '\x1b<')
  } else if (usuallyOn.has(mode)) {
    if (mayBeOff) owed.set(mode, `\x1b[${mode}h`)
  } else if (mayBeOn) owed.set(mode, `\x1b[${mode}l`)
}

/** Escapes whose effect lasts, and what ends it. */
const lastingEscapes: Readonly<Record<string, string>> = {
  '=': '\x1b>',
  l: '\x1bm',
  ...{ n: '\x0f', o: '\x0f', '|': '\x0f', '}': '\x0f', '~': '\x0f' },
  H: usualTabs,
  ' G': '\x1b F',
}

function noteEscape(owed: Map<string, string>, name: string): void {
  const ends = lastingEscapes[name]
  const [set, slot] = /^([()*+\-./%])/.exec(name) ?? []
  if (ends !== undefined) owed.set(ends === usualTabs ? 'tabs' : `escape ${name}`, ends)
  else if (slot === '%') owed.set('utf-8', '\x1b%G')
  else if (set !== undefined) owed.set(`set ${set}`, `\x1b${slots[set] ?? set}B`)
}

/** Where sets of 96 characters lie, sets of 94 can. */
const slots: Readonly<Record<string, string>> = { '-': ')', '.': '*', '/': '+' }

function noteDcs(owed: Map<string, string>, text: string): void {
  if (/^[\d;]*\|/.test(text)) owed.set('keys', '\x1bP0|\x1b\\')
  else if (/^=\d*s/.test(text)) owed.set('frame', '\x1bP=2s\x1b\\')
}
