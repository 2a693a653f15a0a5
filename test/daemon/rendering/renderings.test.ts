import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { openRenderings } from '../../../src/daemon/rendering/renderings.ts'

test('a rendering that nobody goes on with is given up after a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let isOver = false
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield 'x'.repeat(1024)
      } finally {
        isOver = true
      }
    }
    const renderings = openRenderings({ randomBytes, keptMs: 5_000 })
    const { cursor = '' } = await renderings.begin(endless())
    vi.advanceTimersByTime(4_999)
    const { cursor: next = '' } = await renderings.next(cursor)
    vi.advanceTimersByTime(5_000)
    await expect(renderings.next(next)).rejects.toMatchObject({ code: 'invalid-cursor' })
    expect(isOver).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
