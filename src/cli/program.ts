import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import type { Command as WorkerCommand } from '../core/command.ts'
import { Fault } from '../core/fault.ts'
import { nearest } from '../core/nearest.ts'
import type { Doors } from './doors.ts'
import { renderProblem } from './fault.ts'

/** Carries out a command line: each command is loaded when it is asked for; answers the exit code. Everything that goes wrong is a sentence on stderr. */
export async function runProgram(argv: readonly string[], doors: Doors): Promise<number> {
  let exitCode = 0
  const done = (code: number): void => {
    exitCode = code
  }
  try {
    const program = createProgram(doors, done)
    refuseUnknown(argv, program)
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (problem) {
    if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2
    const { text, exitCode: failed } = renderProblem(problem)
    doors.stderr.write(text)
    return failed
  }
}

/** What is not a command would be taken for an argument of the default one. */
function refuseUnknown(argv: readonly string[], program: Command): void {
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '-C')
  const word = argv[at]
  const known = [...program.commands.map(command => command.name()), 'help']
  if (word === undefined || known.includes(word)) return
  const near = nearest(word, known)
  const hint = near ? `did you mean ${near}?` : `there are ${known.join(', ')}`
  throw new Fault({ code: 'usage', message: `there is no command ${word} in this version`, hint })
}

const folderFlag = '-C <folder>'
const folderHelp = 'the project to work on, instead of the one of this folder'

type InFolder = { readonly C?: string }
type FileOptions = InFolder & { readonly file?: string }

function createProgram(given: Doors, done: (exitCode: number) => void): Command {
  const program = new Command('skep')
    .description('start, watch, type into, stop and remember every command, server and REPL of a project')
    .version(given.version, '--version', 'print the version')
    .option(folderFlag, folderHelp)
    .exitOverride()
    .configureOutput({
      writeOut: text => given.stdout.write(text),
      writeErr: text => given.stderr.write(text),
    })
    .showHelpAfterError('(skep --help shows what there is)')
    .enablePositionalOptions()
  const doors = (own: InFolder): Doors => {
    const folder = own.C ?? program.opts<InFolder>().C ?? '.'
    return { ...given, cwd: resolveFolder(given.cwd, folder) }
  }

  program
    .command('ui', { isDefault: true })
    .description('open the screen on this project')
    .option(folderFlag, folderHelp)
    .action(async (own: InFolder) => done(await (await import('./ui.ts')).ui(doors(own))))
  program
    .command('up')
    .description('start what the file wants: with the screen at a terminal, else as a stream of all output')
    .argument('[names...]', 'only these workers')
    .option('-f, --file <file>', 'a skep.yaml, Procfile or package.json')
    .option(folderFlag, folderHelp)
    .action(async (names: string[], { file, ...own }: FileOptions) =>
      done(await (await import('./up.ts')).up({ names, file }, doors(own))),
    )
  addRun(program, doors, done)
  program
    .command('check')
    .description('read the configuration and print what it means; starts nothing')
    .option('-f, --file <file>', 'a skep.yaml, Procfile or package.json')
    .option(folderFlag, folderHelp)
    .action(async ({ file, ...own }: FileOptions) => done(await (await import('./check.ts')).check(file, doors(own))))
  return program
}

type RunOptions = InFolder & {
  readonly name?: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly tty?: boolean
  readonly shell?: boolean
  readonly stdin: 'none' | 'pipe'
}

function addRun(program: Command, doors: (own: InFolder) => Doors, done: (exitCode: number) => void): void {
  program
    .command('run')
    .description('run one command: its output streamed, stdin forwarded, its exit code returned')
    .argument('[command...]', 'what to run, best after --')
    .option('--name <name>', 'what to call it (default: the name of the command)')
    .option('--cwd <folder>', 'where to run it')
    .option('--env <NAME=value>', 'a variable for it; may be given several times', addVariable, {})
    .option('--tty', 'give it a terminal')
    .option('--shell', 'one line for sh -c instead of exact arguments')
    .option('--stdin <none|pipe>', 'what its stdin is', toStdin, 'pipe')
    .option(folderFlag, folderHelp)
    .passThroughOptions()
    .action(async (words: string[], { name, cwd, env, tty = false, shell = false, stdin, ...own }: RunOptions) => {
      const command = toCommand(words, shell)
      const { run } = await import('./run.ts')
      done(await run({ command, name, cwd, env, tty, stdin }, doors(own)))
    })
}

function toCommand([first, ...rest]: readonly string[], shell: boolean): WorkerCommand {
  if (first === undefined || first.trim() === '') {
    const hint = 'say what to run: skep run -- COMMAND'
    throw new Fault({ code: 'usage', message: 'the command is blank', hint })
  }
  return shell ? { kind: 'shell', line: [first, ...rest].join(' ') } : { kind: 'argv', argv: [first, ...rest] }
}

function addVariable(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('expected NAME=value.')
  return { ...before, [name]: value }
}

function toStdin(text: string): 'none' | 'pipe' {
  if (text === 'none' || text === 'pipe') return text
  throw new InvalidArgumentError('expected none or pipe.')
}

function resolveFolder(cwd: string, folder: string): string {
  const path = resolve(cwd, folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  const hint = 'give -C the folder of a project'
  throw new Fault({ code: 'usage', message: `there is no folder ${path}`, hint })
}
