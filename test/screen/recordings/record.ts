/**
 * Records what programs write to a terminal, and what tmux shows of it: `node test/screen/recordings/record.ts [NAME…]`.
 * For each there is NAME.bytes (as written), NAME.tmux (`capture-pane -e -p -N`) and NAME.json (size, cursor, screen).
 * Needs tmux, vim, less, htop and python3; the tests need none of them.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmulator } from '../../../src/screen/emulator.ts'
import { startOnPty } from '../../scenes/pty.ts'
import { until } from '../../until.ts'

const here = import.meta.dirname
// A neutral place: its name may show up on the screen.
const work = '/tmp/demo'

type Recording = {
  readonly size: { readonly columns: number; readonly rows: number }
  readonly command: readonly [string, ...string[]]
  /** What is typed, each when the program has been quiet for a while. */
  readonly keys?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
}

const usual = { columns: 80, rows: 24 }

const code = `#include <stdio.h>

/* Grüße, 世界 */
int main(int argc, char **argv)
{
\tfor (int i = 0; i < argc; i++)
\t\tprintf("%d: %s — 引数\\n", i, argv[i]);
\treturn 0; // done ✓
}
`

const colours = Array.from(
  { length: 120 },
  (_, n) =>
    `\x1b[3${n % 8}mline ${n}\x1b[0m \x1b[1;4mbold underline\x1b[0m \x1b[48;5;${n + 16}m 256 \x1b[0m 漢字 ${'wrap '.repeat(n % 20)}`,
).join('\n')

const recordings: Readonly<Record<string, Recording>> = {
  vim: {
    size: usual,
    files: { 'demo.c': code },
    command: ['vim', '-u', 'NONE', '-i', 'NONE', '-n', '-N', '--cmd', 'syntax on', 'demo.c'],
    keys: [
      ':set number cursorline hlsearch list ts=4 termguicolors\r',
      ':vsplit\r',
      '/argv\r',
      'Go// 日本語 e\u0301 and a long line that is wider than half of the screen by far\x1b',
      ':split\r',
      'ggVjj',
    ],
  },
  less: {
    size: usual,
    files: { 'colours.txt': colours },
    command: ['less', '-R', '-N', 'colours.txt'],
    keys: ['/line 2\r', ' ', 'n', 'k'],
  },
  htop: {
    size: { columns: 100, rows: 30 },
    command: ['unshare', '-pf', '--mount-proc', 'htop', '-d', '5'],
    keys: ['t', '\x1bOQ', '\t'],
  },
  tmux: {
    size: usual,
    files: {
      'tmux.conf':
        'set -g status-right ""\nset -g status-left "[demo] "\nset -g automatic-rename off\nset -g escape-time 0\nset -g default-command "ENV=/tmp/demo/profile exec sh"\n',
      profile: "PS1='$ '\n",
    },
    command: ['tmux', '-L', 'skep-recorded', '-f', 'tmux.conf', 'new-session', '-n', 'demo'],
    keys: [
      'printf "\\033[1;31mred\\033[m 日本 ─│┌\\n"\r',
      '\x02"',
      'seq 1 40\r',
      '\x02%',
      'printf "\\033(0lqqk\\033(B box\\n"\r',
      '\x02;',
    ],
  },
  python: {
    size: usual,
    command: ['python3', '-q', '-I'],
    keys: [
      '6*7\r',
      'for i in range(3):\r',
      '    print(i, "日本")\r',
      '\r',
      'undefined_name\r',
      '\x1b[A\x1b[A\x1b[D\x1b[Dx',
      '\x03',
      'import this\r',
      '"unfinished',
    ],
  },
  bash: {
    size: { columns: 60, rows: 20 },
    files: { profile: "PS1='\\[\\e[32m\\]demo\\[\\e[m\\]:\\w$ '\n", 'a file': '', 'naïve 文字.txt': '' },
    command: ['bash', '--noprofile', '--rcfile', 'profile', '-i'],
    keys: [
      'mkdir -p folder; ls --color=always -F\r',
      'echo a line that is longer than the terminal is wide, so that it wraps over the edge 漢字漢字漢字\r',
      'printf "%s\\r%s\\n" "123456" "ab"; printf "one\\ttwo\\tthree\\n"\r',
      '\x12echo',
    ],
  },
  styles: { size: usual, files: { 'styles.sh': stylesScript() }, command: ['sh', 'styles.sh'] },
  wide: { size: { columns: 40, rows: 16 }, files: { 'wide.sh': wideScript() }, command: ['sh', 'wide.sh'] },
}

function stylesScript(): string {
  const flags = [0, 1, 2, 3, 4, 5, 7, 8, 9, 21, 53].map(n => `\\033[${n}m ${n} \\033[m`).join('')
  const lines = [0, 1, 2, 3, 4, 5].map(n => `\\033[4:${n};58:2::${n * 40}:80:200mline ${n}\\033[m `).join('')
  const sixteen = Array.from(
    { length: 16 },
    (_, n) => `\\033[${n < 8 ? 30 + n : 82 + n};${n < 8 ? 100 + n : 32 + n}m${n}\\033[m`,
  ).join('')
  const palette = Array.from({ length: 60 }, (_, n) => `\\033[48;5;${16 + n * 4}m \\033[38;5;${n * 4}m#`).join('')
  const gradient = Array.from(
    { length: 40 },
    (_, n) => `\\033[48;2;${n * 6};${255 - n * 6};128m\\033[38;2;255;${n * 6};0m=`,
  ).join('')
  const erase = '\\033[44mblue to the end\\033[K\\033[m'
  const edit = 'abcdefghij\\033[5D\\033[2P\\033[3@XYZ\\033[2X\\n'
  const margins =
    '\\033[14;18r\\033[14;1Ha\\nb\\nc\\nd\\ne\\nf\\ng\\033[15;1H\\033[2L\\033[41minserted\\033[m\\033[17;1H\\033[M\\033[r\\033[20;1H'
  const tabs = '\\033[3g\\033[5G\\033H\\033[20G\\033H\\r\\tx\\ty\\r\\n'
  const drawing = '\\033(0lqwqk\\033(B \\016x\\017 \\033)0\\016tqqu\\017\\r\\n'
  const rest = '\\033]8;;https://example.org/\\033\\\\a link\\033]8;;\\033\\\\ rep:-\\033[9b|\\033[?25l'
  return [
    flags,
    lines,
    sixteen,
    `${palette}\\033[m`,
    `${gradient}\\033[m`,
    erase,
    edit,
    margins + tabs + drawing + rest,
  ]
    .map(text => `printf '${text}'`)
    .join(`; printf '\\n'\n`)
}

// What tmux 3.3a and terminals of today agree on; the rest has a test of its own.
function wideScript(): string {
  return `cat <<'END'
日本語テキスト、漢字かな交じり文
한국어 텍스트와 조합 한글
ＦＵＬＬ ｗｉｄｔｈ ｱｲｳ half
e\u0301 a\u0300\u0323 n\u0303 Z\u0351\u0343x
👍 🎉 🚀 😀 ✅ ❌ ⌚ ⏳ 🀄
👨\u200d👩\u200d👧 family 🇩🇪🇫🇷 flags
नमस्ते ภาษาไทย שָׁלוֹם مرحبا
─│┌┐└┘├┤ ▁▂▃▄▅▆▇█ ⠋⠙⠹ ✓✔✗ →
123456789012345678901234567890123456789漢
x\u200by takes no cell
END
printf '\\033[16;39H漢\\033[15;40H漢\\033[14;5H漢字\\033[14;6H-\\033[13;1H漢字\\033[13;3H-'`
}

for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(recordings)) {
  const recording = recordings[name]
  if (recording === undefined) throw new Error(`no recording is called ${name}`)
  const bytes = await record(recording)
  writeFileSync(join(here, `${name}.bytes`), bytes)
  const { screen, ...facts } = await showInTmux(join(here, `${name}.bytes`), recording.size)
  writeFileSync(join(here, `${name}.tmux`), screen)
  writeFileSync(join(here, `${name}.json`), `${JSON.stringify({ ...recording.size, ...facts })}\n`)
}

async function record({ size, command: argv, keys = [], files = {} }: Recording): Promise<Buffer> {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text)
  const terminal = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8' }
  const env = { ...terminal, HOME: work, PATH: '/usr/local/bin:/usr/bin:/bin' }
  const pty = startOnPty({ argv, cwd: work, env, ...size })
  // It is answered as in earnest: many programs wait for that.
  const emulator = openEmulator({ size, answers: true })
  const chunks: Buffer[] = []
  let lastAt = performance.now()
  pty.onData(text => {
    chunks.push(Buffer.from(text))
    emulator.write(Buffer.from(text))
    lastAt = performance.now()
  })
  emulator.onReply(reply => pty.write(Buffer.from(reply).toString()))
  const quiet = () => until(() => performance.now() - lastAt > 400 || chunks.length > 3000, { what: 'a quiet program' })
  await quiet()
  for (const key of keys) {
    pty.write(key)
    lastAt = performance.now()
    await quiet()
  }
  pty.hangUp()
  emulator.close()
  return Buffer.concat(chunks)
}

async function showInTmux(file: string, { columns, rows }: Recording['size']) {
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-L', 'skep-shows', '-u', '-f', '/dev/null', ...args], { encoding: 'utf8' })
  const show = `stty raw -echo; cat '${file}'; printf done > ${work}/shown; sleep 600`
  rmSync(join(work, 'shown'), { force: true })
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), 'sleep 600')
  try {
    tmux('set', '-g', 'status', 'off')
    tmux('set', '-g', 'window-size', 'manual')
    tmux('resize-window', '-x', String(columns), '-y', String(rows))
    tmux('respawn-pane', '-k', show)
    await until(() => readFileSync(join(work, 'shown'), 'utf8') === 'done', { what: 'tmux to show it' })
    // tmux reads in its own time; the screen is there when two looks are the same.
    let screen = ''
    await until(
      () => {
        const before = screen
        screen = tmux('capture-pane', '-e', '-p', '-N')
        return screen === before
      },
      { what: 'a still screen', everyMs: 300 },
    )
    const [x, y, visible, alternate] = tmux('display', '-p', '#{cursor_x} #{cursor_y} #{cursor_flag} #{alternate_on}')
      .trim()
      .split(' ')
      .map(Number)
    return { screen, x, y, visible: visible === 1, alternate: alternate === 1 }
  } finally {
    tmux('kill-server')
  }
}
process.exit(0)
