import type { Check } from '../core/check.ts'
import { Fault } from '../core/fault.ts'
import type { CommonOptions, Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'

/** Looks at everything that skep stands on; exit code 1 when something of it has failed. */
export async function doctor({ options }: Given<CommonOptions>, doors: Doors): Promise<number> {
  const checks = [checkNode(), checkSystem(), ...(await checkRuntime(doors))]
  if (options.json) writeJson(doors, { checks })
  else doors.stdout.write(checks.map(renderCheck).join(''))
  return checks.some(({ status }) => status === 'failed') ? 1 : 0
}

function checkNode(): Check {
  return { name: 'node', status: 'ok', found: process.versions.node }
}

function checkSystem(): Check {
  const { platform } = process
  if (platform === 'linux' || platform === 'darwin') return { name: 'system', status: 'ok', found: platform }
  const hint = 'skep runs on Linux and macOS; on Windows use it inside WSL'
  return { name: 'system', status: 'failed', found: platform, hint }
}

/** What keeps a daemon from being there is what is to be known: a store that is damaged, a folder of somebody else. */
async function checkRuntime(doors: Doors): Promise<readonly Check[]> {
  try {
    const found = await withFound(doors, 'known', async client => {
      const status = await client.ask('status', {})
      const { checks } = await client.ask('doctor', {})
      return [...checkVersions(doors.version, status.daemon.version, status.keeper.version), ...checks]
    })
    return found ?? [{ name: 'project', status: 'ok', found: 'nothing is kept of it yet' }]
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem
    return [{ name: 'daemon', status: 'failed', found: problem.message, hint: problem.hint }]
  }
}

function checkVersions(own: string, daemon: string, keeper: string): readonly Check[] {
  return [
    checkVersion('daemon', { own, found: daemon, hint: 'take this version: skep daemon restart (what runs goes on)' }),
    checkVersion('keeper version', { own, found: keeper, hint: 'it is served as it is until everything was stopped' }),
  ]
}

type Version = { readonly own: string; readonly found: string; readonly hint: string }

function checkVersion(name: string, { own, found, hint }: Version): Check {
  if (own === found) return { name, status: 'ok', found: `skep ${found}` }
  return { name, status: 'warning', found: `skep ${found}, and this is ${own}`, hint }
}

const glyphs = { ok: '✔', warning: '!', failed: '✖' } as const

function renderCheck({ name, status, found, hint }: Check): string {
  return `${glyphs[status]} ${name.padEnd(14)}  ${found}\n${hint ? `  ${' '.repeat(14)}  ${hint}\n` : ''}`
}
