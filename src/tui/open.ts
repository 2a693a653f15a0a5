import { openTerminal, type TerminalStdout } from './paint/open-terminal.ts'
import { type Screen, type ScreenParts, showOn } from './screen.ts'
import { openComposed, openPlain, type Surface } from './surface.ts'

export type ScreenOptions = Omit<ScreenParts, 'surface'> & {
  readonly stdout: TerminalStdout & Surface['stdout']
  /** Whether panes are painted by the compositor, as on every terminal; else Ink draws all of it. */
  readonly composed: boolean
}

/** Opens the screen on the terminal and takes the keyboard. */
export function openScreen({ stdout, composed, ...parts }: ScreenOptions): Screen {
  return showOn({ ...parts, surface: composed ? openOnTerminal(stdout, parts) : openPlain(stdout) })
}

function openOnTerminal(stdout: TerminalStdout, { settings }: Pick<ScreenParts, 'settings'>): Surface {
  const terminal = openTerminal(stdout)
  const surface = openComposed(terminal, settings.depth)
  return {
    ...surface,
    close() {
      surface.close()
      terminal.close()
    },
  }
}
