import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { shieldedStdio } from '../process/shield.ts'

/** Far more than it takes; a system that is stuck must not hold up the keys. */
const probeTimeoutMs = 1_000

const fileOption = process.platform === 'darwin' ? '-f' : '-F'

/**
 * Whether what is typed into a terminal now is a secret: the terminal is canonical and does not echo,
 * as when a password is asked for. A full-screen program or a line editor is not canonical and echoes by itself.
 */
export async function isSecretPrompt(terminal: string): Promise<boolean> {
  try {
    const flags = new Set((await readSettings(terminal)).split(/[\s;]+/))
    return flags.has('icanon') && flags.has('-echo')
  } catch {
    return false
  }
}

// Like every child of ours it gets no other worker's terminal, short as it lives.
function readSettings(terminal: string): Promise<string> {
  const stty = spawn('stty', ['-a', fileOption, terminal], {
    stdio: ['ignore', 'pipe', 'ignore', ...shieldedStdio()],
    timeout: probeTimeoutMs,
  })
  const failed = new Promise<never>((_, reject) => stty.once('error', reject))
  return Promise.race([stty.stdout ? text(stty.stdout) : '', failed])
}
