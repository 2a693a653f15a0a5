// Will not go: it ignores SIGTERM, and its child sits in a session of its own, where no signal to the group reaches it.
import { spawn } from 'node:child_process'
import { dim, yellow } from './paint.mjs'

const tickMs = 5_000
// When all else fails the child ends by itself.
const childSeconds = '3600'

const child = spawn('sleep', [childSeconds], { detached: true, stdio: 'ignore' })
child.unref()
console.log(
  `${yellow('here to stay')} ${dim(`pid ${process.pid}, with a child in a session of its own: pid ${child.pid}`)}`,
)

process.on('SIGTERM', () => console.error(yellow('SIGTERM? not me')))

let seconds = 0
setInterval(() => {
  seconds += tickMs / 1_000
  console.log(dim(`still here after ${seconds} s`))
}, tickMs)
