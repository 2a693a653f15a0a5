import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * Yoga's code is inside its file and never fetched, but it looks whether there is a `fetch`: in Node the look alone loads the whole
 * HTTP client, which is a twentieth of the time to the first screen.
 */
export const yogaWithoutFetch: Plugin = {
  name: 'yoga-without-fetch',
  setup(build) {
    build.onLoad({ filter: /[/\\]yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replaceAll('typeof fetch', '"undefined"') }
    })
  },
}
