/**
 * The environment of a person who has just logged in: programs are found, and nothing else of whoever runs the tests is seen
 * (no CI, no colours forced or forbidden, no terminal around this one).
 */
export function cleanEnv(additions: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '/usr/local/bin:/usr/bin:/bin' } = process.env
  return { PATH, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh', ...additions }
}
