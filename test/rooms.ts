/**
 * Who may name a foreign package in a room: the one file that is given (a path in the room), one file that the room may choose, or,
 * with the reason, many.
 */
export type Entry = { file: string } | 'one file' | { many: string }

export type Room = {
  /** Imports go down: only to rooms of lower shelves. */
  shelf: number
  knows: string[]
  /** By the name as it is imported; a row also holds what is below it (`react` holds `react/jsx-runtime`). */
  packages: Record<string, Entry>
  /** Touches nothing of the machine, Node's modules included. */
  pure?: true
}

export type Rooms = Record<string, Room>

/** The table of rooms: a new arrow is a change here, and its reason is in the commit. */
export const rooms: Rooms = {
  core: { shelf: 1, knows: [], packages: {}, pure: true },

  config: { shelf: 2, knows: ['core'], packages: { yaml: { file: 'yaml.ts' }, zod: { file: 'shape.ts' } } },
  process: { shelf: 2, knows: ['core'], packages: { execa: { file: 'subprocess.ts' }, 'node-pty': 'one file' } },
  log: { shelf: 2, knows: ['core'], packages: {} },
  disk: { shelf: 2, knows: ['core'], packages: { 'node:sqlite': { file: 'sqlite.ts' } } },
  screen: {
    shelf: 2,
    knows: ['core'],
    packages: {
      '@xterm/headless': { file: 'xterm.ts' },
      '@xterm/addon-unicode-graphemes': { file: 'xterm.ts' },
    },
  },
  protocol: {
    shelf: 2,
    knows: ['core'],
    packages: {
      zod: { many: 'each verb has its schema in a file of its own, so that only who checks loads it' },
      'vscode-jsonrpc/node': 'one file',
    },
  },
  store: { shelf: 2, knows: ['core'], packages: { 'zustand/vanilla': { file: 'living.ts' } } },

  keeper: { shelf: 3, knows: ['core', 'process', 'log', 'protocol'], packages: {} },
  daemon: {
    shelf: 3,
    knows: ['core', 'config', 'process', 'log', 'disk', 'screen', 'protocol'],
    packages: { chokidar: 'one file', croner: 'one file', pino: 'one file' },
  },
  client: { shelf: 3, knows: ['core', 'protocol', 'log'], packages: {} },

  tui: {
    shelf: 4,
    knows: ['core', 'protocol', 'store', 'screen', 'client'],
    packages: {
      ink: { many: 'components are written in it' },
      react: { many: 'components are written in it' },
      zustand: 'one file',
    },
  },
  cli: { shelf: 4, knows: ['core', 'config', 'protocol', 'client'], packages: { commander: 'one file' } },
  mcp: { shelf: 4, knows: ['core', 'protocol', 'client'], packages: { '@modelcontextprotocol/server': 'one file' } },

  doors: {
    shelf: 5,
    knows: [
      ...['core', 'config', 'process', 'log', 'disk', 'screen', 'protocol', 'store'],
      ...['keeper', 'daemon', 'client', 'tui', 'cli', 'mcp'],
    ],
    packages: {},
  },

  // The doors of the library: a program's runtime, in its own process or behind a socket. It knows `config` for what a worker
  // inherits and for where a project begins, which are the same as on the command line, and no file of a project.
  library: {
    shelf: 5,
    knows: ['core', 'config', 'protocol', 'client', 'daemon', 'keeper'],
    packages: {},
  },

  'main.ts': { shelf: 6, knows: ['doors'], packages: {} },
  'index.ts': { shelf: 6, knows: ['core', 'protocol', 'library'], packages: {} },
}
