import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Far more than it takes; a system that is stuck must not hold up the keys. */
const probeTimeoutMs = 1_000

/**
 * Whether what is typed into a terminal now is a secret: the terminal is canonical and does not echo,
 * as when a password is asked for. A full-screen program or a line editor is not canonical and echoes by itself.
 */
export async function isSecretPrompt(terminal: string): Promise<boolean> {
  try {
    const { stdout } = await run('stty', ['-a', process.platform === 'darwin' ? '-f' : '-F', terminal], {
      timeout: probeTimeoutMs,
    })
    const flags = new Set(stdout.split(/[\s;]+/))
    return flags.has('icanon') && flags.has('-echo')
  } catch {
    return false
  }
}
