/** Programs that are meant to outlive whoever started them; `spare` in the user's settings adds to them. */
export const sparedByDefault: readonly string[] = [
  'firefox',
  'chrome',
  'chromium',
  'google-chrome',
  'gpg-agent',
  'ssh-agent',
  'dbus-daemon',
  'tmux',
  'tmux: server',
  'screen',
  'SCREEN',
  'watchman',
  'adb',
  'gradle',
  'bazel',
  'sccache',
]
