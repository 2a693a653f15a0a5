import { cpSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { programArgv, root } from './program.ts'
import { beginScene, type Scene } from './scene.ts'
import type { Terminal, TerminalOrder } from './terminal.ts'

/** The program's screen over a project, as a person has it before them. */
export type ScreenScene = { readonly scene: Scene; readonly screen: Terminal }

export type ScreenOrder = Pick<TerminalOrder, 'columns' | 'rows' | 'env'> & {
  /** What is started instead of the program: a shell from which it can be. */
  readonly argv?: TerminalOrder['argv']
  /** Beside the `skep.yaml`, by name. */
  readonly files?: Readonly<Record<string, string>>
}

const usual = { columns: 120, rows: 40 }

/** Opens the screen over workers that are written as in a `skep.yaml`. */
export function openWorkers(workers: string, { files, ...order }: ScreenOrder = {}): ScreenScene {
  const scene = beginScene()
  const all = { 'skep.yaml': `workers:\n${workers}\n`, ...files }
  for (const [name, content] of Object.entries(all)) writeFileSync(join(scene.folder, name), content)
  return { scene, screen: scene.open({ argv: programArgv('up'), ...usual, ...order }) }
}

/** Opens the screen over a copy of examples/shop, on ports of its own. */
export async function openShop(order: Omit<ScreenOrder, 'files'> = {}): Promise<ScreenScene> {
  const scene = beginScene()
  cpSync(join(root, 'examples/shop'), scene.folder, { recursive: true })
  const [shop, mail] = await freePorts()
  const env = { SHOP_PORT: String(shop), MAIL_PORT: String(mail), ...order.env }
  return { scene, screen: scene.open({ argv: programArgv('up'), ...usual, ...order, env }) }
}

/** Selects a worker by its place in the list, from 1 on, and waits until the pane is about it. */
export async function selectWorker(screen: Terminal, place: number, name: string): Promise<void> {
  screen.press(String(place))
  await screen.waitFor(new RegExp(`╭ ${name} · `), { what: `the pane to be about ${name}` })
}

const tabs = ['output', 'out', 'err', 'transcript', 'info']

/** Goes from tab to tab until that one is shown. */
export async function selectTab(screen: Terminal, name: string): Promise<void> {
  await screen.waitFor(() => shownTab(screen) !== undefined, { what: 'a tab to be shown' })
  for (const _ of tabs) {
    const before = shownTab(screen)
    if (before === name) return
    screen.press('l')
    await screen.waitFor(() => ![undefined, before].includes(shownTab(screen)), { what: `another tab than ${before}` })
  }
  throw new Error(`no key leads to the tab ${name}:\n${screen.screen()}`)
}

/** The tab that is marked in the pane's frame. */
function shownTab(screen: Terminal): string | undefined {
  const y = screen
    .screen()
    .split('\n')
    .findIndex(row => row.includes('transcript  info'))
  if (y < 0) return undefined
  const row = screen.row(y)
  return tabs.find(tab => screen.styledCell(row.lastIndexOf(` ${tab} `) + 1, y).inverse)
}

// Another program may take them before the shop does, but not soon: the kernel hands them out in turn.
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports: number[] = []
  for (const server of servers) {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address === 'object' && address) ports.push(address.port)
  }
  for (const server of servers) await new Promise(resolve => server.close(resolve))
  const [one = 0, other = 0] = ports
  return [one, other]
}
