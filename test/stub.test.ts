import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tmpDir } from './tmp.ts'

const root = join(import.meta.dirname, '..')

describe('the stub', () => {
  it('starts the program', () => {
    expect(run(install("console.log('here')"), tmpDir())).toEqual({ status: 0, stdout: 'here\n', stderr: '' })
  })

  it.each(['8.17.0', '20.20.2', '22.12.0'])('says on Node %s in one sentence what to do, and exits with 1', version => {
    const { status, stdout, stderr } = run(install("console.log('here')"), tmpDir(), `--import=${pretend(version)}`)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      `skep needs Node 22.13 or later and this is Node ${version}: install a newer one from https://nodejs.org ` +
        '(a checkout of skep has its own: node_modules/.bin/node dist/main.js).\n',
    )
  })

  it('asks for the version that the package asks for', () => {
    const { engines }: { engines: { node: string } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(engines.node).toBe('>=22.13')
  })

  it('keeps compiled code in the state folder, which is for its owner alone', () => {
    const home = join(tmpDir(), 'deep', 'home')
    run(install(''), home)
    expect(readdirSync(home)).toEqual(['compile-cache'])
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  it.each(['/proc/nowhere', join(import.meta.filename, 'below-a-file')])(
    'starts without a cache when %s cannot be made',
    home => {
      expect(run(install("console.log('here')"), home)).toEqual({ status: 0, stdout: 'here\n', stderr: '' })
    },
  )

  it("hides Node's warning about SQLite and no other", () => {
    const { stderr } = run(
      install(`
        process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning')
        process.emitWarning('the moon is an experimental feature', 'ExperimentalWarning')
      `),
      tmpDir(),
    )
    expect(stderr).toContain('the moon')
    expect(stderr).not.toContain('SQLite')
  })
})

/** Puts the stub beside a program of one's own, as the build does. */
function install(program: string): string {
  const folder = tmpDir()
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'program.js'), program)
  copyFileSync(join(root, 'src/stub.js'), join(folder, 'main.js'))
  return join(folder, 'main.js')
}

function run(main: string, home: string, ...nodeFlags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeFlags, main], {
    encoding: 'utf8',
    // A stub that hangs fails its test here; nothing else could end a synchronous wait.
    timeout: 30_000,
    env: { PATH: process.env['PATH'], SKEP_HOME: home },
  })
  return { status, stdout, stderr }
}

function pretend(version: string): string {
  const code = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  return `data:text/javascript,${encodeURIComponent(code)}`
}
