import { takeLock } from '../../src/disk/lock.ts'

// Takes the lock of a file and lives until somebody ends it.
takeLock(process.argv[2] ?? '', { pid: process.pid, startedAtMs: 1_700_000_000_000, command: 'skep up' })
console.log('held')
setInterval(() => undefined, 60_000)
