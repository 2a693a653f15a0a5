import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * Takes React's developer tools out of Ink. It looks for them whenever the environment has DEV=true, which is a worker's
 * business and not ours, and they are no package of ours: the build fails on their import if this stops working.
 */
export const inkWithoutDevtools: Plugin = {
  name: 'ink-without-devtools',
  setup(build) {
    build.onLoad({ filter: /[/\\]ink[/\\]build[/\\][^/\\]+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replaceAll("process.env['DEV'] === 'true'", 'false') }
    })
  },
}
