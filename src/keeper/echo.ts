import { execFile } from 'node:child_process'
import { readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Far more than it takes; a system that is stuck must not hold up the keys. */
const probeTimeoutMs = 1_000

/**
 * Whether what is typed into the terminal of a process now is a secret: the terminal is canonical and does not echo,
 * as when a password is asked for. A full-screen program or a line editor is not canonical and echoes by itself.
 */
export async function isSecretPrompt(pid: number): Promise<boolean> {
  try {
    const terminal = await readlink(`/proc/${pid}/fd/0`)
    if (!terminal.startsWith('/dev/')) return false
    const { stdout } = await run('stty', ['-a', '-F', terminal], { timeout: probeTimeoutMs })
    const flags = new Set(stdout.split(/[\s;]+/))
    return flags.has('icanon') && flags.has('-echo')
  } catch {
    return false
  }
}
