import type { CliCommand, CommandOption } from '../command.ts'
import { optionsOf } from '../options-of.ts'

/** What may stand in the place of a word, and what it is. */
export type Candidate = { readonly text: string; readonly about: string }

/** What is to be offered: candidates from the table of commands, and whether names of workers are among them. */
export type Offer = { readonly candidates: readonly Candidate[]; readonly workers: boolean }

const nothing: Offer = { candidates: [], workers: false }

/** What may stand in the place of the last of the words behind `skep`. */
export function findCandidates(words: readonly string[], commands: readonly CliCommand[]): Offer {
  const before = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  const { command, below, positions, expects, isOver } = walk(before, commands)
  if (isOver) return nothing
  if (expects) return offerValue(expects)
  if (current.startsWith('-')) return { candidates: optionsOf(command ?? root).flatMap(toCandidates), workers: false }
  if (!command || below.length > 0) return { candidates: below.filter(isShown).map(toCandidate), workers: false }
  return { candidates: [], workers: isWorkerWord(command, positions) }
}

type Walk = {
  readonly command: CliCommand | undefined
  /** The commands that may follow. */
  readonly below: readonly CliCommand[]
  /** How many words stand behind the command. */
  readonly positions: number
  /** The option whose value comes next. */
  readonly expects: CommandOption | undefined
  /** Whether what follows is another program's. */
  readonly isOver: boolean
}

const root: CliCommand = { name: 'skep', summary: '' }

function walk(words: readonly string[], commands: readonly CliCommand[]): Walk {
  const start: Walk = { command: undefined, below: commands, positions: 0, expects: undefined, isOver: false }
  return words.reduce(step, start)
}

function step(at: Walk, word: string): Walk {
  if (at.isOver) return at
  if (at.expects) return { ...at, expects: undefined }
  if (word === '--') return { ...at, isOver: true }
  if (word.startsWith('-')) return { ...at, expects: findValueOption(at.command ?? root, word) }
  const command = at.below.find(({ name, aliases = [] }) => name === word || aliases.includes(word))
  if (command) return { ...at, command, below: command.commands ?? [] }
  return { ...at, positions: at.positions + 1, isOver: at.command?.passesThrough === true || !at.command }
}

function findValueOption(command: CliCommand, word: string): CommandOption | undefined {
  return optionsOf(command).find(option => flagsOf(option).includes(word) && option.flags.includes('<'))
}

function flagsOf({ flags }: CommandOption): readonly string[] {
  return flags.split(/[\s,]+/).filter(flag => flag.startsWith('-'))
}

/** An option that says which words it takes offers them; other values are for the shell. */
function offerValue({ flags, help }: CommandOption): Offer {
  const [, choice = ''] = /<([^>]*\|[^>]*)>/.exec(flags) ?? []
  const texts = choice.split('|').filter(text => text !== '' && text !== 'name')
  return { candidates: texts.map(text => ({ text, about: help })), workers: choice.split('|').includes('name') }
}

function isShown({ isHidden }: CliCommand): boolean {
  return isHidden !== true
}

function toCandidate({ name, summary }: CliCommand): Candidate {
  return { text: name, about: summary }
}

function toCandidates(option: CommandOption): readonly Candidate[] {
  return flagsOf(option).map(text => ({ text, about: option.help }))
}

/** By what a word is called it is known whether workers are meant. */
function isWorkerWord({ words = [] }: CliCommand, positions: number): boolean {
  const last = words.at(-1)
  const word = words[positions] ?? (last?.[0].includes('...') ? last : undefined)
  return word !== undefined && /^[<[](?:names?|workers?|targets?)\b/i.test(word[0])
}
