import type { Entry, Mapping } from '../../tree/tree.ts'
import type { Keys } from '../fields.ts'

const keepsOutput = 'skep keeps the output of every run with its times by itself, `skep logs` shows it'
const ofMonitor = "it belongs to pm2's own monitoring"
const ofChannel = 'a worker of skep has no channel of Node to say so'
const ofPm2 = 'it is about how pm2 itself works'

/** The keys of an app of pm2. */
export const appKeys: Keys = {
  carried: [
    ...[
      'name',
      'script',
      'cmd',
      'command',
      'args',
      'interpreter',
      'node_args',
      'cwd',
      'env',
      'env_file',
      'port',
      'instances',
    ],
    ...['exec_mode', 'instance_var', 'increment_var', 'namespace', 'autostart', 'autorestart', 'max_restarts'],
    ...['min_uptime', 'restart_delay', 'exp_backoff_restart_delay', 'stop_exit_codes', 'kill_timeout', 'treekill'],
    ...['watch', 'ignore_watch', 'watch_delay', 'max_memory_restart', 'cron_restart'],
  ],
  dropped: {
    out_file: { why: keepsOutput, unless: ['/dev/null', 'NULL'] },
    error_file: { why: keepsOutput, unless: ['/dev/null', 'NULL'] },
    log_file: { why: keepsOutput, unless: ['/dev/null', 'NULL', false] },
    disable_logs: { why: keepsOutput, unless: [false] },
    log_type: keepsOutput,
    log_date_format: keepsOutput,
    time: { why: keepsOutput, unless: [false] },
    merge_logs: { why: keepsOutput, unless: [false] },
    pid_file: 'skep knows its processes by itself, `skep ls` shows them',
    wait_ready: { why: `${ofChannel}; say under \`ready\` how it becomes known`, unless: [false] },
    listen_timeout: 'there is no reload that waits for it; `ready` has a `timeout` of its own',
    shutdown_with_message: { why: `${ofChannel}; it is asked to end by a signal`, unless: [false] },
    watch_options: 'skep watches in its own way',
    filter_env: { why: 'a worker inherits the whole environment', unless: [false] },
    uid: 'a worker runs as the user who runs skep',
    gid: 'a worker runs as the user who runs skep',
    username: 'a worker runs as the user who runs skep',
    source_map_support: { why: 'give Node `--enable-source-maps` in the command', unless: [false] },
    disable_source_map_support: { why: ofPm2, unless: [false, true] },
    append_env_to_name: { why: 'workers keep their names', unless: [false] },
    name_prefix: 'workers keep their names',
    force: { why: ofPm2, unless: [false] },
    execute_command: { why: ofPm2, unless: [false, true] },
    install_url: ofPm2,
    post_update: 'nothing is run after an update',
    kill_retry_time: ofPm2,
    windowsHide: { why: ofPm2, unless: [false, true] },
    write: ofPm2,
    vizion: { why: ofMonitor, unless: [false] },
    pmx: { why: ofMonitor, unless: [false] },
    automation: { why: ofMonitor, unless: [false] },
    trace: { why: ofMonitor, unless: [false] },
    disable_trace: { why: ofMonitor, unless: [false, true] },
    v8: { why: ofMonitor, unless: [false] },
    event_loop_inspector: { why: ofMonitor, unless: [false] },
    deep_monitoring: { why: ofMonitor, unless: [false] },
    io: ofMonitor,
  },
}

// Other names that pm2 has for them.
const aliases: Readonly<Record<string, string>> = {
  exec: 'script',
  exec_interpreter: 'interpreter',
  interpreter_args: 'node_args',
  out: 'out_file',
  output: 'out_file',
  out_log: 'out_file',
  error: 'error_file',
  err: 'error_file',
  err_file: 'error_file',
  err_log: 'error_file',
  log: 'log_file',
  pid: 'pid_file',
  cron: 'cron_restart',
  combine_logs: 'merge_logs',
  user: 'uid',
}

/** The keys of an app under the one name of each; `killTimeout` is `kill_timeout`. The first of equal ones counts. */
export function toCanonical(app: Mapping): Mapping {
  const entries = new Map<string, Entry>()
  for (const [name, entry] of app.entries) {
    const key = canonicalOf(name)
    if (!entries.has(key)) entries.set(key, entry)
  }
  return { ...app, entries }
}

function canonicalOf(name: string): string {
  if (name === 'windowsHide' || /^env_/.test(name)) return name
  const snake = name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  return Object.hasOwn(aliases, snake) ? (aliases[snake] ?? snake) : snake
}
