import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * The other programs. Those of npm are in `bench/peers` (`npm run bench` installs them; each brings its binary along, and
 * none runs anything when it is installed); tmux is the system's. Each is undefined where it is not there.
 */
const installed = join(import.meta.dirname, 'peers', 'node_modules')
const require = createRequire(join(installed, 'any.js'))

export const tmux: readonly string[] | undefined =
  spawnSync('tmux', ['-V']).status === 0 ? ['tmux', '-f', '/dev/null', '-L', 'bench'] : undefined

/** The binary itself: its wrapper is one more process that waits. */
export const mprocs: readonly string[] | undefined = existsSync(join(installed, 'mprocs'))
  ? toArgv(require('mprocs'))
  : undefined

export const turbo: readonly string[] | undefined = toArgv(
  join(installed, '@turbo', `${process.platform}-${toTurboArch(process.arch)}`, 'bin', 'turbo'),
)

export const pm2: readonly string[] | undefined = toNodeArgv(join(installed, 'pm2', 'bin', 'pm2'))

export const concurrently: readonly string[] | undefined = toNodeArgv(
  join(installed, 'concurrently', 'dist', 'bin', 'index.js'),
)

/** What the peers are to be told so that they stay on the ground and ask nobody for news. */
export function peerEnv(folder: string): Record<string, string> {
  return {
    TMUX_TMPDIR: folder,
    PM2_HOME: join(folder, 'pm2'),
    PM2_DISABLE_VERSION_CHECK: 'true',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  }
}

function toArgv(file: unknown): readonly string[] | undefined {
  return typeof file === 'string' && existsSync(file) ? [file] : undefined
}

function toNodeArgv(file: string): readonly string[] | undefined {
  return existsSync(file) ? [process.execPath, file] : undefined
}

function toTurboArch(arch: string): string {
  return arch === 'x64' ? '64' : arch
}
