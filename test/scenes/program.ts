import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The top of the checkout. */
export const root: string = join(import.meta.dirname, '..', '..')

const main = join(root, 'dist', 'main.js')

/** The command line of the built program with the Node that runs the tests. */
export function programArgv(...args: string[]): [file: string, ...args: string[]] {
  if (!existsSync(main)) throw new Error('there is no dist/main.js to run: npm run build makes it')
  return [process.execPath, main, ...args]
}
