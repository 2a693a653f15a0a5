import { closeSync, constants, mkdtempSync, openSync, rmdirSync, rmSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Exit } from '../core/outcome.ts'
import { startSubprocess } from './subprocess.ts'

/** A pipe with a name that nobody else knows: unlike Node's own "pipes" a child can open it again, as /dev/stderr and the like. */
export type Fifo = {
  /** Opens one more end. One for reading must be there before one for writing, which then does not wait. */
  open(end: FifoEnd): number
  /** Lets go of the name: who has an end keeps it. */
  close(): void
}

export type FifoEnd = 'read' | 'read and wait' | 'write' | 'write and wait'

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants

// Programs expect to wait in read(2) and write(2); we never do.
const flags: Readonly<Record<FifoEnd, number>> = {
  read: O_RDONLY | O_NONBLOCK,
  'read and wait': O_RDONLY,
  write: O_WRONLY | O_NONBLOCK,
  'write and wait': O_WRONLY,
}

/** Takes a new FIFO from the stock. Only mkfifo(1) can make one, so they are made many at a time. */
export async function takeFifo(): Promise<Fifo> {
  for (;;) {
    const fifo = stock.pop()
    if (stock.length < lowStock) refill().catch(() => undefined)
    if (fifo) return fifo
    await refill()
  }
}

/** Gives back what is in the stock. */
export function dropFifos(): void {
  for (const fifo of stock.splice(0)) fifo.close()
}

const stock: Fifo[] = []
const lowStock = 16
// One start of mkfifo(1) costs a millisecond or two; more at a time would only hold descriptors.
const batch = 64
let refilling: Promise<void> | undefined

function refill(): Promise<void> {
  refilling ??= makeBatch().finally(() => {
    refilling = undefined
  })
  return refilling
}

async function makeBatch(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'skep-pipes-'))
  const paths = Array.from({ length: batch }, (_, index) => join(folder, String(index)))
  try {
    await makeFifos(paths)
    for (const path of paths) stock.push(isLinux ? holdOpen(path) : holdName(path))
    removeWhenEmpty(folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const isLinux = process.platform === 'linux'

async function makeFifos(paths: readonly string[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<Exit>()
  const order = { argv: ['mkfifo', '-m', '600', ...paths] as const, cwd: '/', env: { PATH: systemPath } }
  const started = await startSubprocess({ ...order, stdio: ['ignore', 'ignore', 'ignore'], exited: resolve })
  if (!started.ok) throw new Error(`mkfifo cannot be started: ${started.message}`)
  const exit = await promise
  if (exit.kind !== 'exited' || exit.code !== 0) throw new Error(`mkfifo could not make pipes in ${tmpdir()}`)
}

const systemPath = `${process.env['PATH'] ?? ''}:/usr/bin:/bin`

// O_PATH of Linux, which Node does not name: it holds the file, being neither a reader nor a writer of it.
const holdFlag = 0o10000000

// No name is left behind in the file system, however we end.
function holdOpen(path: string): Fifo {
  const fd = openSync(path, holdFlag)
  unlinkSync(path)
  return { open: end => openSync(`/proc/self/fd/${fd}`, flags[end]), close: () => closeSync(fd) }
}

function holdName(path: string): Fifo {
  const close = () => {
    unlinkSync(path)
    removeWhenEmpty(dirname(path))
  }
  return { open: end => openSync(path, flags[end]), close }
}

function removeWhenEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // The last of the names in it will do it.
  }
}
