/** What a string is for: the terminal itself, a device in it, a program (pictures), or nobody that we know. */
export type StringKind = 'osc' | 'dcs' | 'apc' | 'other'

/** The beginning of a string, as far as it is there; nothing but printed ASCII of it. */
export type Beginning = {
  readonly kind: StringKind
  readonly text: string
  /** Whether that is all of it. */
  readonly isWhole: boolean
}

/** `hold` waits for more. What is decided on a beginning stays decided, whatever follows. */
export type Decision = 'pass' | 'drop' | 'hold'

/** Whether a string may go on to the viewer's terminal. */
export function decideString(beginning: Beginning, clipboard: 'refuse' | 'allow'): Decision {
  if (beginning.kind === 'osc') return decideOsc(beginning, clipboard)
  if (beginning.kind === 'dcs') return decideDcs(beginning)
  return beginning.kind === 'apc' ? decideApc(beginning) : 'pass'
}

/** Titles, folders, links, notes, marks of prompts: free text, which asks nothing. */
const freeText: ReadonlySet<number> = new Set([0, 1, 2, 7, 8, 66, 133, 633, 777])

/** What may be asked of the terminal, or is a conversation with it: kitty's files and clipboard. */
const conversations: ReadonlySet<number> = new Set([60, 61, 5113, 5522])

function decideOsc({ text, isWhole }: Beginning, clipboard: 'refuse' | 'allow'): Decision {
  const [digits = ''] = /^\d*/.exec(text) ?? []
  const rest = text.slice(digits.length)
  if (rest === '' && !isWhole) return 'hold'
  // Those of letters are titles of other terminals.
  if (digits === '') return 'pass'
  if (rest !== '' && !rest.startsWith(';')) return 'drop'
  const number = Number(digits)
  if (freeText.has(number)) return 'pass'
  if (conversations.has(number)) return 'drop'
  if (number === 52) return clipboard === 'refuse' ? 'drop' : decideClipboard(rest, isWhole)
  if (number === 1337) return decideIterm(rest, { isWhole, clipboard })
  if (number === 9) return isWhole || /^;\d*[^\d]/.test(rest) ? 'pass' : 'hold'
  if (!isWhole) return 'hold'
  return /(?:^|[;=])\?/.test(rest) ? 'drop' : 'pass'
}

/** What is written into the clipboard may be let through; what is in it is nobody's to ask. */
function decideClipboard(rest: string, isWhole: boolean): Decision {
  const [, content] = /^;[^;]*;(.)/.exec(rest) ?? []
  if (content === undefined) return isWhole ? 'drop' : 'hold'
  return content === '?' ? 'drop' : 'pass'
}

type ItermOptions = { readonly isWhole: boolean; readonly clipboard: 'refuse' | 'allow' }

function decideIterm(rest: string, { isWhole, clipboard }: ItermOptions): Decision {
  const [, key, end] = /^;([^=:;]*)(.?)/.exec(rest) ?? []
  if (key === undefined) return isWhole ? 'pass' : 'hold'
  if (end === '' && !isWhole) return 'hold'
  if (/^(?:report|request|capabilities)/i.test(key)) return 'drop'
  return /copy/i.test(key) && clipboard === 'refuse' ? 'drop' : 'pass'
}

function decideDcs({ text, isWhole }: Beginning): Decision {
  if (/^[\d:;<=>?]*[ -/]*$/.test(text)) return isWhole ? 'drop' : 'hold'
  const [, numbers, name] = /^([\d:;<=>?]*)([ -/]*[@-~])/.exec(text) ?? []
  if (numbers === undefined || name === undefined || isDcsDropped(name, numbers)) return 'drop'
  return 'pass'
}

// DECRQSS and XTGETTCAP ask; a macro hides what it does; tmux's is a way past all this; kitty's and those of thousands
// hand the terminal over to a program.
function isDcsDropped(name: string, numbers: string): boolean {
  if (name === 'p') return /\d{4}/.test(numbers)
  return ['$q', '+q', '!z', 't', '@'].includes(name)
}

/** Pictures of kitty's protocol; `a=q` asks whether they can be shown. */
function decideApc({ text, isWhole }: Beginning): Decision {
  if (text === '') return isWhole ? 'pass' : 'hold'
  if (!text.startsWith('G')) return 'pass'
  const [controls = '', ...data] = text.slice(1).split(';')
  if (data.length === 0 && !isWhole) return 'hold'
  return /(?:^|,)a=q(?:,|$)/.test(controls) ? 'drop' : 'pass'
}
