import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliCommand } from '../src/cli/command.ts'
import { commands } from '../src/cli/commands.ts'

/** Writes the tables of the README anew from the commands: `npm run readme`. A test holds that they are what they say. */
const file = join(import.meta.dirname, '..', 'README.md')

if (import.meta.main) writeFileSync(file, withTables(readFileSync(file, 'utf8')))

/** The text of the README with its tables as the commands make them. */
export function withTables(readme: string): string {
  return replaceBlock(replaceBlock(readme, 'commands', commandTable()), 'documents', documentTable())
}

function replaceBlock(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has no block ${name}`)
  return `${before}${begin}${block}${end}${after}`
}

function commandTable(): string {
  const rows = shown().map(({ path, command }) => {
    const words = (command.words ?? []).map(([word]) => word)
    const flags = (command.options ?? []).map(option => `\`${toFlag(option.flags)}\``)
    const also = (command.aliases ?? []).map(alias => ` (\`${alias}\`)`).join('')
    const line = [path, ...words].join(' ')
    return `| \`skep ${line}\`${also} | ${command.summary} | ${flags.join(' ')} |\n`
  })
  return ['| command | does | options |\n', '| --- | --- | --- |\n', ...rows].map(escapeCells).join('')
}

function documentTable(): string {
  const rows = shown().flatMap(({ path, command: { json } }) => (json ? [`| \`${path}\` | \`${json}\` |\n`] : []))
  return ['| command | `--json` answers |\n', '| --- | --- |\n', ...rows].map(escapeCells).join('')
}

type Shown = { readonly path: string; readonly command: CliCommand }

function shown(): readonly Shown[] {
  return commands.flatMap(command => toShown(command, ''))
}

function toShown(command: CliCommand, above: string): readonly Shown[] {
  if (command.isHidden) return []
  const path = `${above}${command.name}`
  const own = command.load ? [{ path, command }] : []
  return [...own, ...(command.commands ?? []).flatMap(below => toShown(below, `${path} `))]
}

/** The longest form of a flag, without what follows it. */
function toFlag(flags: string): string {
  return flags.split(/, */).at(-1)?.split(' ')[0] ?? flags
}

// A bar in a cell would end it.
function escapeCells(row: string): string {
  return row.replace(/`[^`]*`/g, code => code.replaceAll('|', '\\|'))
}
