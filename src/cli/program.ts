import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { Fault } from '../core/fault.ts'
import { nearest } from '../core/nearest.ts'
import type { CliCommand, CommandOption, CommandWork, CommonOptions } from './command.ts'
import { commands } from './commands.ts'
import type { Doors } from './doors.ts'
import { renderProblem, toProblemDocument } from './fault.ts'
import { writeJson } from './json.ts'
import { Misread } from './options.ts'
import { folderOption, optionsOf } from './options-of.ts'

/** Carries out a command line: each command is loaded when it is asked for; answers the exit code. Everything that goes wrong is a sentence on stderr. */
export async function runProgram(argv: readonly string[], doors: Doors): Promise<number> {
  let exitCode = 0
  const done = (code: number): void => {
    exitCode = code
  }
  try {
    refuseUnknown(argv)
    await createProgram(doors, done).parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (problem) {
    if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2
    const { text, exitCode: failed } = renderProblem(problem)
    if (isForPrograms(argv)) writeJson(doors, toProblemDocument(problem))
    doors.stderr.write(text)
    return failed
  }
}

// What comes behind `--` is another program's.
function isForPrograms(argv: readonly string[]): boolean {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  return own.includes('--json')
}

/** What is not a command would be taken for an argument of the default one. */
function refuseUnknown(argv: readonly string[]): void {
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '-C')
  const word = argv[at]
  if (word === undefined || commands.some(({ name, isHidden }) => isHidden && name === word)) return
  const shown = commands.filter(({ isHidden }) => !isHidden)
  const known = [...shown.flatMap(({ name, aliases = [] }) => [name, ...aliases]), 'help']
  if (known.includes(word)) return
  const near = nearest(word, known)
  const hint = near ? `did you mean ${near}?` : `there are ${known.join(', ')}`
  throw new Fault({ code: 'usage', message: `there is no command ${word} in this version`, hint })
}

type Building = { readonly given: Doors; readonly done: (exitCode: number) => void; readonly program: Command }

function createProgram(given: Doors, done: (exitCode: number) => void): Command {
  const program = new Command('skep')
    .description('start, watch, type into, stop and remember every command, server and REPL of a project')
    .version(given.version, '--version', 'print the version')
    .option(folderOption.flags, folderOption.help)
    .exitOverride()
    .configureOutput({
      writeOut: text => given.stdout.write(text),
      writeErr: text => given.stderr.write(text),
    })
    .showHelpAfterError('(skep --help shows what there is)')
    .enablePositionalOptions()
  for (const command of commands) addCommand(program, command, { given, done, program })
  return program
}

function addCommand(above: Command, command: CliCommand, building: Building): void {
  const { name, summary, aliases = [], words = [], isDefault = false, isHidden: hidden = false } = command
  const added = above
    .command(name, { isDefault, hidden })
    .description(summary)
    .aliases([...aliases])
  for (const [word, help] of words) added.argument(word, help)
  for (const option of optionsOf(command)) addOption(added, option)
  if (command.passesThrough) added.passThroughOptions()
  for (const below of command.commands ?? []) addCommand(added, below, building)
  if (command.load) added.action((...all: unknown[]) => carryOut(command, all, building))
}

function addOption(command: Command, { flags, help, parse, initial }: CommandOption): void {
  if (parse) command.option(flags, help, (text, before: unknown) => readOption(parse, text, before), initial)
  else command.option(flags, help)
}

function readOption(parse: NonNullable<CommandOption['parse']>, text: string, before: unknown): unknown {
  try {
    return parse(text, before)
  } catch (problem) {
    throw problem instanceof Misread ? new InvalidArgumentError(problem.message) : problem
  }
}

async function carryOut(command: CliCommand, all: readonly unknown[], building: Building): Promise<void> {
  const { given, done, program } = building
  // Commander calls with each argument, then the options and itself.
  const options = all.at(-2) as CommonOptions
  const words = all
    .slice(0, -2)
    .flat()
    .filter((word): word is string => typeof word === 'string')
  const folder = options.C ?? program.opts<CommonOptions>().C ?? '.'
  const work = (await command.load?.()) as CommandWork<CommonOptions> | undefined
  if (work) done(await work({ words, options }, { ...given, cwd: resolveFolder(given.cwd, folder) }))
}

function resolveFolder(cwd: string, folder: string): string {
  const path = resolve(cwd, folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  const hint = 'give -C the folder of a project'
  throw new Fault({ code: 'usage', message: `there is no folder ${path}`, hint })
}
