// What skep tells each run; where its state and sockets are (SKEP_HOME, SKEP_RUNTIME_DIR) is a person's setting and passes.
const ownPrefix = 'SKEP_'
const ownSettings = ['SKEP_HOME', 'SKEP_RUNTIME_DIR']
// Of the terminal that the asking client sits in, which is not the terminal that the run gets.
const viewersOwn = ['TMUX', 'TMUX_PANE', 'STY', 'TERMCAP', 'COLUMNS', 'LINES']
const baseline = ['PATH', 'HOME', 'LANG', 'TERM', 'TMPDIR', 'USER', 'SHELL']
// What our terminals understand (decisions.md 14).
const terminal = { TERM: 'xterm-256color', COLORTERM: 'truecolor' }

export type Environment = Readonly<Record<string, string>>

/** What a run inherits of the environment of the client that asked for it. */
export function toInherited(client: Environment): Environment {
  return only(client, name => !viewersOwn.includes(name) && (ownSettings.includes(name) || !name.startsWith(ownPrefix)))
}

/** The little that a run with a clean environment inherits. */
export function toBaseline(client: Environment): Environment {
  return only(client, name => baseline.includes(name) || name.startsWith('LC_'))
}

/** The whole environment of a run: what it inherits, what its terminal needs, and over both what was declared for it. */
export function toRunEnvironment(parts: {
  readonly inherited: Environment
  readonly declared: Environment
  readonly tty: boolean
}): Environment {
  return { ...parts.inherited, ...(parts.tty ? terminal : {}), ...parts.declared }
}

function only(environment: Environment, isKept: (name: string) => boolean): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isKept(name)))
}
