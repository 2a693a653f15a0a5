import { openLog } from '../../src/log/append.ts'
import { patternBytes } from './logs.ts'

// Appends the pattern to the log in the folder given, in small segments under a small cap, until it is killed.
const [folder = ''] = process.argv.slice(2)
const log = await openLog(folder, { segmentBytes: 16 * 1024, capBytes: 256 * 1024 })
for (;;) {
  const length = 1 + ((log.end * 7) % 900)
  const goOn = log.append(log.end % 3 ? 'stdout' : 'stderr', patternBytes(log.end, length), Date.now())
  if (!goOn || log.end % 5 === 0) await log.flush()
}
