#!/usr/bin/env node
// The program's first file, read by whatever Node is there: no newer syntax than Node 12 knows and nothing imported before
// the version is known.
const found = process.versions.node
const [major, minor] = found.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `skep needs Node 22.13 or later and this is Node ${found}: install a newer one from https://nodejs.org ` +
      '(a checkout of skep has its own: node_modules/.bin/node dist/main.js).',
  )
  process.exitCode = 1
} else {
  if (isToBeLookedAt()) giveYoungObjectsRoom()
  cacheCompiledCode()
  hideSqliteWarning()
  import('./program.js')
}

// Only the screen makes much. Daemon and keeper stay for hours and are to be small, and any other command is over before
// it has filled the small first space: for it the flag, and the module that sets it, are only a longer start.
function isToBeLookedAt() {
  const words = process.argv.slice(2).filter(word => word[0] !== '-')
  return words.length === 0 || words.includes('up') || words.includes('ui')
}

// Most of what the first screen makes is garbage at once: with the small first space that is collected many times, which is a
// twentieth of the time to the first screen.
function giveYoungObjectsRoom() {
  process.getBuiltinModule('node:v8').setFlagsFromString('--min-semi-space-size=16')
}

// A start without the cache is only slower, so a folder that cannot be made or written is no reason to stop.
function cacheCompiledCode() {
  try {
    const folder = process.getBuiltinModule('node:path').join(stateFolder(), 'compile-cache')
    makeFolder(folder)
    process.getBuiltinModule('node:module').enableCompileCache(folder)
  } catch {}
}

// Node's own recursive mkdir never returns where a parent exists and ENOENT is the answer all the same (SKEP_HOME in /proc).
function makeFolder(folder) {
  const { existsSync, mkdirSync } = process.getBuiltinModule('node:fs')
  if (existsSync(folder)) return
  makeFolder(process.getBuiltinModule('node:path').dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

// The same folder as core/paths says; that file is behind the import that this one prepares.
function stateFolder() {
  const path = process.getBuiltinModule('node:path')
  const { SKEP_HOME, XDG_STATE_HOME } = process.env
  if (SKEP_HOME) return path.resolve(SKEP_HOME)
  if (XDG_STATE_HOME && path.isAbsolute(XDG_STATE_HOME)) return path.join(XDG_STATE_HOME, 'skep')
  return path.join(process.getBuiltinModule('node:os').homedir(), '.local', 'state', 'skep')
}

// Node 22 and 24 call node:sqlite experimental on stderr; nobody who runs skep can act on that.
function hideSqliteWarning() {
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] === 'ExperimentalWarning' && /SQLite/.test(String(warning))) return
    emitWarning.call(process, warning, ...rest)
  }
}
